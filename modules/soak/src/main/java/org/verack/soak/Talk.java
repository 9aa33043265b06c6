package org.verack.soak;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerEvent;
import org.verack.peer.Transfer;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;

/** One connection, seen from both ends. */
final class Talk {

  /** The last thing that a side says which has told all. */
  static final UnknownMessage LAST_WORD = new UnknownMessage("soaklast", Bytes.EMPTY);

  /** What one side hears. */
  static final class Ear {
    private final AtomicLong heard = new AtomicLong();
    private final CompletableFuture<Long> lastWord = new CompletableFuture<>();

    /** Notes a message that reached a handler of the program. */
    void hear(Message message) {
      if (message.command().equals(LAST_WORD.command())) {
        boolean unused = lastWord.complete(heard.get());
      } else if (Repertoire.contains(message)) {
        heard.incrementAndGet();
      }
    }

    /** How many messages were heard before the last word. */
    CompletableFuture<Long> lastWord() {
      return lastWord;
    }
  }

  private final String what;
  private final Accounts accounts;
  private final Ledger toHost = new Ledger();
  private final Ledger toCaller = new Ledger();
  private final Ear hostEar = new Ear();
  private final Ear callerEar = new Ear();
  private final CompletableFuture<Peer> host = new CompletableFuture<>();
  private final CompletableFuture<DisconnectReason> hostEnd = new CompletableFuture<>();
  private volatile @Nullable Peer hostSeen;

  /**
   * Creates it.
   *
   * @param what who talks with whom and over what line, for people
   */
  Talk(String what, Accounts accounts) {
    this.what = what;
    this.accounts = accounts;
  }

  /** Listens to the end that dials. */
  void attachCaller(Peer peer) {
    peer.on(
        Message.class,
        (from, message) -> {
          accounts.handled();
          callerEar.hear(message);
        });
    peer.onEvent(
        PeerEvent.PayloadFault.class, (from, event) -> accounts.failed("nobody expected " + event));
    peer.onRead((from, transfer) -> note(transfer, toCaller));
    peer.onWrite((from, transfer) -> note(transfer, toHost));
  }

  /** What the end that listens has read or written. */
  void noteAtHost(Peer peer, Transfer transfer) {
    hostSeen = peer;
    note(transfer, transfer.direction() == Transfer.Direction.SENT ? toCaller : toHost);
  }

  private void note(Transfer transfer, Ledger ledger) {
    Optional<Bytes> payload = transfer.payload();
    if (payload.isEmpty()) {
      return;
    }
    if (transfer.fault().isPresent()) {
      if (transfer.direction() == Transfer.Direction.RECEIVED) {
        accounts.failed("a message did not decode: " + transfer);
      }
      return;
    }
    Ledger.Entry entry = new Ledger.Entry(transfer.command(), payload.get());
    if (transfer.direction() == Transfer.Direction.SENT) {
      ledger.wrote(entry);
    } else {
      accounts.passed(transfer.bytes());
      ledger.read(entry);
    }
  }

  /** What happened to the end that listens. */
  void noteAtHost(Peer peer, PeerEvent event) {
    switch (event) {
      case PeerEvent.Connected connected -> {
        boolean unused = host.complete(peer);
      }
      case PeerEvent.Disconnected disconnected -> {
        boolean unused = hostEnd.complete(disconnected.reason());
        boolean unusedToo =
            host.completeExceptionally(new IllegalStateException(disconnected.toString()));
      }
      default -> accounts.failed("nobody expected " + event);
    }
  }

  Ledger toHost() {
    return toHost;
  }

  Ledger toCaller() {
    return toCaller;
  }

  Ear hostEar() {
    return hostEar;
  }

  Ear callerEar() {
    return callerEar;
  }

  /** The end that listens, when its handshake is complete; fails when it ends before. */
  CompletableFuture<Peer> host() {
    return host;
  }

  /**
   * Tells whether the end that listens never read who called, because that was garbled. What it
   * wrote, a reject, is in no account then.
   */
  boolean isAnonymous() {
    return hostSeen == null;
  }

  /**
   * Waits until the end that listens has ended.
   *
   * @return why it did, or nothing if it never saw anything of the caller
   * @throws TimeoutException if it does not end
   */
  Optional<DisconnectReason> awaitHostEnd(Duration patience)
      throws InterruptedException, TimeoutException {
    Peer seen = hostSeen;
    if (seen == null) {
      return Optional.empty();
    }
    try {
      hostEnd.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    // Handlers hear of the end when it begins; the loops may have something to report still.
    return Optional.of(seen.awaitDisconnect());
  }

  @Override
  public String toString() {
    return what;
  }
}
