package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerEvent;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.WireFormat;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.Ping;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.Verack;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.request.Requests;

/** How connections end. That nothing is left is checked after every test of this package. */
class EndTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);

  private CompletableFuture<Object> close(Peer peer) {
    CompletableFuture<Object> closing =
        time.async(
            "close",
            () -> {
              peer.close();
              return "closed";
            });
    time.awaitQuiet();
    return closing;
  }

  @Test
  void closeReturnsWhenNothingIsLeftAndCanBeRepeated_P171_P172() {
    Line line = connected(DEFAULT);
    assertThat(close(line.peer())).isCompleted();
    assertThat(time.threads()).isEmpty();
    assertThat(time.timers()).isZero();
    assertThat(close(line.peer())).isCompleted();
    assertThat(line.peer().disconnectReason())
        .contains(new DisconnectReason.LocalClose("close was called"));
    assertThat(context.peers()).isEmpty();
  }

  @Test
  void nothingCanBeSentOrAskedAfterTheEnd() {
    Line line = connected(DEFAULT);
    close(line.peer());
    assertThatThrownBy(() -> line.peer().send(new Ping(1))).isInstanceOf(PeerClosedException.class);
    assertThatThrownBy(() -> line.peer().trySend(new Ping(1)))
        .isInstanceOf(PeerClosedException.class);
    assertThatThrownBy(() -> line.peer().request(Requests.ping(), seconds(1)))
        .isInstanceOf(PeerClosedException.class);
    assertThat(line.peer().sendAsync(new Ping(1))).isCompletedExceptionally();
    // What is known of the connection stays known.
    assertThat(line.peer().negotiation().protocolVersion()).isEqualTo(70017);
    assertThat(line.peer().stats().received().bytes()).isPositive();
  }

  @Test
  void nothingCanBeSentBeforeThereIsAConnection_P002() {
    Peer peer = Peer.outbound(context, DEFAULT);
    assertThatThrownBy(() -> peer.send(new Ping(1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(peer::negotiation).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(peer::stats).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theFirstReasonCounts() {
    Line line = connected(DEFAULT);
    line.remote().close();
    time.awaitQuiet();
    close(line.peer());
    assertThat(line.peer().disconnectReason())
        .contains(new DisconnectReason.RemoteClose(false, false));
  }

  @Test
  void whateverTheRemoteSaidBeforeItLeftIsHandledAndTheEndComesLast() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    peer.on(FeeFilter.class, (from, message) -> seen.add(message));
    peer.onEvent(PeerEvent.Disconnected.class, (from, event) -> seen.add(event));
    Line line = connected(peer);
    line.remote().say(new FeeFilter(1), new FeeFilter(2));
    line.remote().close();
    time.awaitQuiet();
    assertThat(seen)
        .containsExactly(
            new FeeFilter(1),
            new FeeFilter(2),
            new PeerEvent.Disconnected(new DisconnectReason.RemoteClose(false, false)));
  }

  @Test
  void aHandlerThatFailsEndsItsConnectionAndNoOther_P170() {
    Peer peer = Peer.outbound(context, DEFAULT);
    IllegalStateException failure = new IllegalStateException("mine");
    peer.on(
        FeeFilter.class,
        (from, message) -> {
          throw failure;
        });
    Line line = connected(peer);
    Line other = connected(DEFAULT);
    line.remote().say(new FeeFilter(1));
    assertThat(ended(peer)).isEqualTo(new DisconnectReason.Failure(failure));
    isStillThere(other);
  }

  @Test
  void aHandlerMayCloseItsPeer() {
    Peer peer = Peer.outbound(context, DEFAULT);
    peer.on(FeeFilter.class, (from, message) -> from.close("enough"));
    Line line = connected(peer);
    line.remote().say(new FeeFilter(1));
    assertThat(ended(peer)).isEqualTo(new DisconnectReason.LocalClose("enough"));
    assertThat(time.threads()).isEmpty();
  }

  @Test
  void aHandlerThatWaitsIsInterruptedWhenWeClose() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Throwable> caught = Collections.synchronizedList(new ArrayList<>());
    peer.on(
        FeeFilter.class,
        (from, message) -> {
          try {
            from.request(Requests.ping(), seconds(3600));
          } catch (PeerClosedException | InterruptedException e) {
            caught.add(e);
            throw e;
          }
        });
    Line line = connected(peer);
    line.remote().say(new FeeFilter(1));
    time.awaitQuiet();
    assertThat(close(peer)).isCompleted();
    assertThat(caught).hasSize(1);
    assertThat(peer.disconnectReason())
        .contains(new DisconnectReason.LocalClose("close was called"));
  }

  @Test
  void whoWaitsForTheEndIsToldTheReason_P172() {
    Line line = connected(DEFAULT);
    CompletableFuture<DisconnectReason> waiting =
        time.async("wait", () -> line.peer().awaitDisconnect());
    time.awaitQuiet();
    assertThat(waiting).isNotDone();
    line.remote().close();
    time.awaitQuiet();
    assertThat(waiting).isCompletedWithValue(new DisconnectReason.RemoteClose(false, false));
  }

  /** Closes at every step of a handshake and of the life after it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void closingAtAnyPointLeavesNothing(int point) {
    List<Message> steps =
        List.of(
            Remote.version(70017),
            WtxidRelay.INSTANCE,
            SendAddrV2.INSTANCE,
            Verack.INSTANCE,
            new Ping(1),
            new FeeFilter(1));
    boolean inbound = point >= steps.size();
    Peer peer = inbound ? Peer.inbound(context, DEFAULT) : Peer.outbound(context, DEFAULT);
    peer.on(FeeFilter.class, (from, message) -> from.ping(seconds(30)));
    Line line = open(peer);
    for (Message each : steps.subList(0, point % steps.size())) {
      line.remote().say(each);
      time.awaitQuiet();
    }
    assertThat(close(peer)).isCompleted();
    time.awaitQuiet();
    assertThat(line.connecting()).isDone();
    assertThat(time.threads()).isEmpty();
    assertThat(time.timers()).isZero();
  }

  /** The remote goes away after every single byte of its part of the handshake. */
  @Test
  void aRemoteThatIsCutOffAtAnyByteLeavesNothing() {
    var format = WireFormat.witness(70017);
    byte[] version = Remote.NETWORK.encode(Remote.version(70017), format).frame().toArray();
    byte[] verack = Remote.NETWORK.encode(Verack.INSTANCE, format).frame().toArray();
    byte[] all = Arrays.copyOf(version, version.length + verack.length);
    System.arraycopy(verack, 0, all, version.length, verack.length);
    for (int cut = 0; cut < all.length; cut++) {
      Line line = inbound(DEFAULT);
      if (cut > 0) {
        line.remote().sayRaw(Bytes.copyOf(all, 0, cut));
      }
      line.remote().close();
      boolean between = cut == 0 || cut == version.length;
      assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.RemoteClose(!between, true));
      assertThat(time.threads()).isEmpty();
      assertThat(time.timers()).isZero();
    }
  }

  @Test
  void twoHandlersMayCloseEachOthersPeers() {
    Peer left = Peer.outbound(context, DEFAULT);
    Peer right = Peer.outbound(context, DEFAULT);
    left.onEvent(PeerEvent.Disconnected.class, (from, event) -> right.close());
    right.onEvent(PeerEvent.Disconnected.class, (from, event) -> left.close());
    Line line = connected(left);
    connected(right);
    line.remote().close();
    assertThat(ended(left)).isInstanceOf(DisconnectReason.RemoteClose.class);
    assertThat(ended(right)).isInstanceOf(DisconnectReason.LocalClose.class);
    assertThat(time.threads()).isEmpty();
  }

  @Test
  void aHandlerCannotWaitForItsOwnEnd() {
    Peer peer = Peer.outbound(context, DEFAULT);
    peer.on(FeeFilter.class, (from, message) -> from.awaitDisconnect());
    Line line = connected(peer);
    line.remote().say(new FeeFilter(1));
    assertThat(ended(peer))
        .isInstanceOfSatisfying(
            DisconnectReason.Failure.class,
            reason -> assertThat(reason.cause()).isInstanceOf(IllegalStateException.class));
  }

  @Test
  void aHandlerThatStillWaitsAfterTheRemoteLeftIsInterruptedWhenWeClose() {
    Peer peer = Peer.outbound(context, DEFAULT);
    ReentrantLock lock = new ReentrantLock();
    Condition never = time.newCondition(lock);
    peer.on(
        FeeFilter.class,
        (from, message) -> {
          lock.lock();
          try {
            while (true) {
              never.await();
            }
          } finally {
            lock.unlock();
          }
        });
    Line line = connected(peer);
    line.remote().say(new FeeFilter(1), new FeeFilter(2));
    line.remote().close();
    time.awaitQuiet();
    assertThat(time.threads()).isNotEmpty();
    assertThat(close(peer)).isCompleted();
    assertThat(time.threads()).isEmpty();
  }

  @Test
  void whatTheProgramDoesWithAResultCannotBlockTheEngine() {
    Line line = connected(DEFAULT);
    CompletableFuture<Object> closed =
        line.peer()
            .sendAsync(new Ping(1))
            .handle(
                (sent, failure) -> {
                  line.peer().close();
                  return "closed";
                });
    time.awaitQuiet();
    assertThat(closed).isCompleted();
    assertThat(time.threads()).isEmpty();
  }

  @Test
  void aConnectThatIsInterruptedEndsThePeer() {
    Peer peer = Peer.outbound(context, DEFAULT);
    peer.on(Message.class, (from, message) -> {});
    Pipes.Pair pair = Pipes.on(time).open();
    Thread[] connecting = new Thread[1];
    var result =
        time.async(
            "connect",
            () -> {
              connecting[0] = Thread.currentThread();
              peer.connect(pair.dialer());
              return "connected";
            });
    time.awaitQuiet();
    connecting[0].interrupt();
    time.awaitQuiet();
    assertThat(result.exceptionNow()).isInstanceOf(InterruptedException.class);
    assertThat(peer.disconnectReason()).isPresent();
    assertThat(time.threads()).isEmpty();
  }

  @Test
  void closingTheContextClosesItsPeers() {
    Line line = connected(DEFAULT);
    var closing =
        time.async(
            "close",
            () -> {
              context.close();
              return "closed";
            });
    time.awaitQuiet();
    assertThat(closing).isCompleted();
    assertThat(line.peer().disconnectReason())
        .contains(new DisconnectReason.LocalClose("the context was closed"));
    assertThatThrownBy(() -> open(Peer.outbound(context, DEFAULT)).connecting().join())
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }
}
