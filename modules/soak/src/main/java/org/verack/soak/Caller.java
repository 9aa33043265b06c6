package org.verack.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Dialer;

/**
 * Dials, talks, ends the talk in one of several ways, and dials again, until its time is over.
 *
 * <p>A talk on a line without harm that both sides mean to finish has to lose nothing; if anything
 * else ends it, that is a failure. All others end somehow, and their account has to be right up to
 * there.
 */
final class Caller implements Runnable {

  /** Longer than anything takes, also on a machine that is busy with other things. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration IMPATIENCE = Duration.ofSeconds(3);

  private static final int SHORTEST_TALK_MILLIS = 300;
  private static final int LONGEST_TALK_MILLIS = 6_000;
  private static final int LONGEST_REST_MILLIS = 200;

  private final Hosts hosts;
  private final PeerContext context;
  private final Repertoire repertoire;
  private final Accounts accounts;
  private final SplittableRandom random;
  private final long until;

  /**
   * Creates it.
   *
   * @param until when it begins no more talks, on the clock of {@link System#nanoTime}
   */
  Caller(
      Hosts hosts,
      PeerContext context,
      Repertoire repertoire,
      Accounts accounts,
      SplittableRandom random,
      long until) {
    this.hosts = hosts;
    this.context = context;
    this.repertoire = repertoire;
    this.accounts = accounts;
    this.random = random;
    this.until = until;
  }

  @Override
  public void run() {
    try {
      // Not all at the same instant.
      rest(LONGEST_TALK_MILLIS / 2);
      while (System.nanoTime() < until) {
        talkOnce();
        rest(LONGEST_REST_MILLIS);
      }
    } catch (InterruptedException e) {
      accounts.failed("a caller was interrupted");
    } catch (RuntimeException e) {
      accounts.failed("a caller failed: " + e);
    }
  }

  private void rest(int mostMillis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(mostMillis));
  }

  private void talkOnce() throws InterruptedException {
    Trouble trouble = Trouble.draw(random);
    Hosts.Place place = random.nextInt(4) == 0 ? hosts.node() : hosts.anyChatting(random);
    Talk talk = new Talk("talk with " + place + " over a line with " + trouble, accounts);
    String name = hosts.register(talk);
    Peer peer = Peer.outbound(context, config(name, trouble));
    talk.attachCaller(peer);
    boolean harmless = trouble.isHarmless() && place.steady();
    boolean greeted = false;
    boolean nothingLost = false;
    try {
      peer.connect(place.endpoint());
      greeted = true;
      nothingLost = place.answers() ? ask(talk, peer, harmless) : chat(talk, peer, harmless);
    } catch (IOException e) {
      if (harmless) {
        accounts.failed(talk + ": " + e);
      }
    } finally {
      peer.close();
      accounts.talk(greeted);
      settle(talk, peer, trouble, nothingLost);
      hosts.forget(talk);
    }
  }

  private PeerConfig config(String name, Trouble trouble) {
    boolean encrypted = trouble.isOnlyEncrypted() || random.nextBoolean();
    PeerConfig.Builder builder =
        PeerConfig.builder(Hosts.NETWORK)
            .userAgent(name)
            .encryption(encrypted ? PeerConfig.Encryption.REQUIRED : PeerConfig.Encryption.OFF);
    if (trouble != Trouble.NONE) {
      builder.dialer(trouble.plan(random).wrap(Dialer.TCP, context.runtime()));
    }
    if (!trouble.isHarmless()) {
      builder
          .handshakeTimeout(IMPATIENCE)
          .pingInterval(IMPATIENCE.dividedBy(3))
          .idleTimeout(IMPATIENCE);
    }
    return builder.build();
  }

  /** Asks questions for a while. Returns whether everything has to have arrived. */
  private boolean ask(Talk talk, Peer peer, boolean harmless)
      throws IOException, InterruptedException {
    Duration patience = harmless ? PATIENCE : IMPATIENCE;
    Questions questions = new Questions(peer, repertoire.chain(), random, patience, accounts);
    long end = endOfTalk();
    while (System.nanoTime() < end) {
      questions.askOne();
      rest(LONGEST_REST_MILLIS);
    }
    if (!harmless || random.nextInt(3) == 0) {
      return false;
    }
    Optional<Peer> host = host(talk, patience);
    return host.isPresent() && isEven(talk, peer, host.get());
  }

  private long endOfTalk() {
    int most = LONGEST_TALK_MILLIS - SHORTEST_TALK_MILLIS;
    return System.nanoTime()
        + TimeUnit.MILLISECONDS.toNanos(SHORTEST_TALK_MILLIS + random.nextInt(most));
  }

  /** Both sides say what they like. Returns whether everything has to have arrived. */
  private boolean chat(Talk talk, Peer peer, boolean harmless)
      throws IOException, InterruptedException {
    Optional<Peer> host = host(talk, harmless ? PATIENCE : IMPATIENCE);
    if (host.isEmpty()) {
      return false;
    }
    boolean toTheLastWord = random.nextBoolean();
    long end = endOfTalk();
    Speaker there = new Speaker(host.get(), repertoire, random.split(), end, toTheLastWord);
    // Who does not mean to finish hangs up while the other speaks.
    long ownEnd = toTheLastWord ? end : end - TimeUnit.MILLISECONDS.toNanos(SHORTEST_TALK_MILLIS);
    Speaker here = new Speaker(peer, repertoire, random.split(), ownEnd, toTheLastWord);
    Thread other = Thread.ofVirtual().name("soak-speaker").start(there);
    try {
      here.run();
      if (toTheLastWord) {
        other.join();
        return harmless && allHeard(talk, here, there) && isEven(talk, peer, host.get());
      }
      hangUp(peer, host.get(), other, harmless);
      return false;
    } finally {
      peer.close();
      other.join();
    }
  }

  private void hangUp(Peer peer, Peer host, Thread speaker, boolean harmless)
      throws IOException, InterruptedException {
    switch (random.nextInt(3)) {
      case 0 -> host.close("it is enough");
      case 1 -> {
        speaker.interrupt();
        speaker.join();
        if (harmless) {
          // That its thread was interrupted is nothing to a connection.
          peer.ping(PATIENCE);
        }
      }
      default -> peer.close();
    }
  }

  /** The other end, unless its handshake did not come to its end. */
  private static Optional<Peer> host(Talk talk, Duration patience) throws InterruptedException {
    try {
      return Optional.of(talk.host().get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }

  /** Waits until the handlers of both sides have seen what the other said. */
  private boolean allHeard(Talk talk, Speaker here, Speaker there) throws InterruptedException {
    if (!here.isFinished() || !there.isFinished()) {
      accounts.failed("somebody could not finish: " + talk);
      return false;
    }
    return heard(talk.hostEar(), here, talk) && heard(talk.callerEar(), there, talk);
  }

  private boolean heard(Talk.Ear ear, Speaker speaker, Talk talk) throws InterruptedException {
    try {
      long heard = ear.lastWord().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (heard == speaker.told()) {
        return true;
      }
      accounts.failed(speaker.told() + " were said, " + heard + " were heard: " + talk);
    } catch (ExecutionException | TimeoutException e) {
      accounts.failed("the last word was not heard: " + talk);
    }
    return false;
  }

  /**
   * Waits until nothing is on its way. What the engines say to each other has been said when each
   * has answered a ping.
   */
  private boolean isEven(Talk talk, Peer peer, Peer host) throws IOException, InterruptedException {
    peer.ping(PATIENCE);
    host.ping(PATIENCE);
    boolean even =
        talk.toHost().awaitEven(PATIENCE.toNanos())
            && talk.toCaller().awaitEven(PATIENCE.toNanos());
    if (!even) {
      accounts.failed("not everything arrived: " + talk);
    }
    if (random.nextBoolean()) {
      host.close("all is said");
    }
    return even;
  }

  private void settle(Talk talk, Peer peer, Trouble trouble, boolean nothingLost)
      throws InterruptedException {
    DisconnectReason callerEnd = peer.awaitDisconnect();
    DisconnectReason hostEnd = callerEnd;
    try {
      hostEnd = talk.awaitHostEnd(PATIENCE).orElse(callerEnd);
    } catch (TimeoutException e) {
      accounts.failed("the other end did not end: " + talk);
    }
    for (DisconnectReason end : List.of(callerEnd, hostEnd)) {
      if (!trouble.mayCause(end)) {
        accounts.failed("ended for no reason by " + end + ": " + talk);
      }
    }
    accounts.ended(callerEnd);
    settle(talk, "to the host", talk.toHost().balance(), hostEnd, nothingLost);
    Ledger.Balance toCaller = talk.toCaller().balance();
    if (talk.isAnonymous() && !trouble.isHarmless()) {
      accounts.anonymous(toCaller.neverWritten().size());
    } else {
      settle(talk, "to the caller", toCaller, callerEnd, nothingLost);
    }
  }

  private void settle(
      Talk talk,
      String direction,
      Ledger.Balance balance,
      DisconnectReason readerEnd,
      boolean nothingLost) {
    accounts.delivered(balance.matched());
    accounts.lost(balance.lost(), readerEnd);
    if (!balance.isRight() || (nothingLost && balance.lost() > 0)) {
      accounts.failed(direction + " " + balance + ", end " + readerEnd + ": " + talk);
    }
  }
}
