package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.wire.Networks;
import org.verack.wire.message.Ping;

/** What happens to a peer while it dials, the first time or again without encryption. */
class DialingTest extends PeerTests {

  private static final Endpoint THERE = new Endpoint("there.example", 18444);

  /**
   * Fails the first dials by a remote that hangs up at our key, and leaves the next one waiting.
   */
  private final class Silence implements Dialer {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = time.newCondition(lock);
    private int hangUps;
    private boolean dialing;

    Silence(int hangUps) {
      this.hangUps = hangUps;
    }

    @Override
    public Connection dial(Endpoint endpoint, Duration timeout) throws IOException {
      lock.lock();
      try {
        if (hangUps-- > 0) {
          return hangingUp();
        }
        dialing = true;
        while (true) {
          answered.await();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("while dialing " + endpoint);
      } finally {
        dialing = false;
        lock.unlock();
      }
    }

    private Connection hangingUp() {
      Pipes.Pair pair = Pipes.on(time).open();
      var unused =
          time.async(
              "hang up",
              () -> {
                int read = pair.listener().read(ByteBuffer.allocate(10_000));
                pair.listener().close();
                return read;
              });
      return pair.dialer();
    }
  }

  private Peer peer(Dialer dialer) {
    return Peer.outbound(context, PeerConfig.builder(Networks.REGTEST).dialer(dialer).build());
  }

  /** Says whether its thread was left interrupted, or why it failed. */
  private CompletableFuture<Boolean> dial(Peer peer) {
    CompletableFuture<Boolean> dialing =
        time.async(
            "dial",
            () -> {
              try {
                peer.connect(THERE);
                return false;
              } catch (PeerClosedException e) {
                assertThat(e.reason()).isInstanceOf(DisconnectReason.LocalClose.class);
                return Thread.currentThread().isInterrupted();
              }
            });
    time.awaitQuiet();
    return dialing;
  }

  @ParameterizedTest
  @CsvSource({"0, peer", "0, context", "1, peer", "1, context"})
  void closingEndsADialThatIsUnderWay(int hangUps, String what) {
    Silence silence = new Silence(hangUps);
    Peer peer = peer(silence);
    CompletableFuture<Boolean> dialing = dial(peer);
    assertThat(silence.dialing).isTrue();
    assertThat(dialing).isNotDone();
    closeAndWait(what.equals("peer") ? peer : context);
    assertThat(dialing).isCompletedWithValue(false);
    assertThat(silence.dialing).isFalse();
    assertThat(time.elapsed()).isZero();
  }

  @Test
  void whoWaitsToSendWhileItIsDialedAgainIsToldOfTheEnd() {
    Peer peer = peer(new Silence(1));
    CompletableFuture<Boolean> dialing = dial(peer);
    var sending =
        time.async(
            "send",
            () -> {
              peer.send(new Ping(1));
              return "sent";
            });
    time.awaitQuiet();
    closeAndWait(peer);
    assertThat(dialing).isCompleted();
    assertThat(sending).isCompletedExceptionally();
  }

  @Test
  void aPeerThatWasClosedDoesNotDial() {
    Silence silence = new Silence(0);
    Peer peer = peer(silence);
    closeAndWait(peer);
    assertThat(dial(peer)).isCompletedWithValue(false);
  }

  @Test
  void anInterruptionByTheProgramIsAnInterruption() {
    Peer peer = peer(new Silence(0));
    Thread[] thread = new Thread[1];
    var dialing =
        time.async(
            "dial",
            () -> {
              thread[0] = Thread.currentThread();
              peer.connect(THERE);
              return "connected";
            });
    time.awaitQuiet();
    thread[0].interrupt();
    time.awaitQuiet();
    assertThat(dialing)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(InterruptedException.class);
    assertThat(peer.disconnectReason()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aPeerIsDialedByOneThreadAtATime(int hangUps) {
    Peer peer = peer(new Silence(hangUps));
    CompletableFuture<Boolean> first = dial(peer);
    assertThatThrownBy(() -> peer.connect(THERE)).isInstanceOf(IllegalStateException.class);
    closeAndWait(peer);
    assertThat(first).isCompleted();
  }

  @Test
  void nobodyElsesConnectionIsTakenWhileAPeerIsDialedAgain() throws Exception {
    Peer peer = peer(new Silence(1));
    CompletableFuture<Boolean> first = dial(peer);
    Pipes.Pair pair = Pipes.on(time).open();
    assertThatThrownBy(() -> peer.connect(pair.dialer())).isInstanceOf(IllegalStateException.class);
    assertThat(pair.listener().read(ByteBuffer.allocate(1))).as("hung up").isNegative();
    assertThat(peer.disconnectReason()).isEmpty();
    closeAndWait(peer);
    assertThat(first).isCompleted();
  }

  @Test
  void aClosedContextDialsNobody() {
    PeerContext closed = PeerContext.builder().runtime(time).build();
    closed.close();
    Peer peer =
        Peer.outbound(closed, PeerConfig.builder(Networks.REGTEST).dialer(new Silence(0)).build());
    assertThatThrownBy(() -> peer.connect(THERE)).isInstanceOf(IllegalStateException.class);
  }
}
