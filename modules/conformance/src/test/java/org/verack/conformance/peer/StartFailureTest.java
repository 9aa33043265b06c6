package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerEvent;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.pipe.PipeConnection;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Verack;

/** A machine that has no thread, no memory or no random numbers for a moment. */
class StartFailureTest extends PeerTests {

  private static final Endpoint HERE = new Endpoint("listener", 18444);

  /** Starts no thread whose name ends so. */
  private static final class Refusing extends DelegatingRuntime {

    private volatile String refused = "none";

    Refusing(VirtualRuntime time) {
      super(time);
    }

    @Override
    public Thread start(String name, Runnable task) {
      if (name.endsWith(refused)) {
        throw new RejectedExecutionException("no thread for " + name);
      }
      return super.start(name, task);
    }
  }

  private final Refusing threads = new Refusing(time);
  private final PeerContext poor = PeerContext.builder().runtime(threads).build();
  private final PipeNetwork network = new PipeNetwork(Pipes.on(time));

  @AfterEach
  void nothingOfItIsLeft() {
    closeAndWait(poor);
    network.close();
    assertThat(poor.peers()).isEmpty();
    assertThat(poor.inboundBytes()).isZero();
    assertThat(poor.outboundBytes()).isZero();
  }

  private Connection hangsUp(Connection line) throws IOException {
    assertThat(line.read(ByteBuffer.allocate(10_000))).as("hung up").isNegative();
    return line;
  }

  @Test
  void aPeerWhoseHandlersHaveNoThreadEndsAndGivesItsPlaceBack() throws Exception {
    PeerListener listener =
        PeerListener.listen(
            poor,
            config(b -> b),
            network.listen(HERE),
            peer -> peer.onEvent(PeerEvent.Connected.class, (from, event) -> {}));
    threads.refused = "-dispatch";
    Remote remote = new Remote(time, (PipeConnection) network.dial(HERE, seconds(1)));
    remote.greetListenerUnheard(70017);
    time.awaitQuiet();
    assertThat(listener.stats().open()).isZero();
    assertThat(poor.inboundBytes()).isZero();
    assertThat(time.timers()).isZero();
    threads.refused = "none";
    Remote next = new Remote(time, (PipeConnection) network.dial(HERE, seconds(1)));
    next.greetListener(70017);
    assertThat(listener.stats().open()).isEqualTo(1);
    closeAndWait(next::close);
    closeAndWait(remote::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-read", "-write"})
  void aPeerThatHasNoThreadEndsWithItsConnection(String refused) throws Exception {
    threads.refused = refused;
    Peer peer = Peer.outbound(poor, config(b -> b));
    Pipes.Pair pair = Pipes.on(time).open();
    assertThatThrownBy(() -> peer.connect(pair.dialer()))
        .isInstanceOf(RejectedExecutionException.class);
    time.awaitQuiet();
    assertThat(peer.disconnectReason()).containsInstanceOf(DisconnectReason.Failure.class);
    assertThat(hangsUp(pair.listener())).isNotNull();
    assertThat(poor.peers()).isEmpty();
  }

  @Test
  void whoWaitsForWhatBecameOfAMessageIsToldWithoutAThreadOfItsOwn() {
    Line line = connected(Peer.outbound(poor, config(b -> b)));
    threads.refused = "-sent";
    CompletableFuture<@Nullable Void> written = line.peer().sendAsync(new Ping(1));
    time.awaitQuiet();
    assertThat(written).isCompleted();
  }

  @Test
  void aPeerWithoutRandomNumbersEnds() throws Exception {
    PeerContext unlucky =
        PeerContext.builder()
            .runtime(time)
            .peerRandom(
                connection -> {
                  throw new IllegalArgumentException("no entropy");
                })
            .build();
    Peer peer = Peer.outbound(unlucky, config(b -> b));
    Pipes.Pair pair = Pipes.on(time).open();
    assertThatThrownBy(() -> peer.connect(pair.dialer()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(hangsUp(pair.listener())).isNotNull();
    assertThat(unlucky.peers()).isEmpty();
    assertThatThrownBy(() -> peer.send(new Ping(1))).isInstanceOf(PeerClosedException.class);

    PeerListener listener =
        PeerListener.listen(unlucky, config(b -> b), network.listen(HERE), each -> {});
    Connection remote = network.dial(HERE, seconds(1));
    time.awaitQuiet();
    assertThat(hangsUp(remote)).isNotNull();
    assertThat(listener.stats().open()).isZero();
    closeAndWait(unlucky);
  }

  /** Fails once in a way of its own, and then accepts. */
  private abstract class Failing implements ConnectionListener {

    private final ConnectionListener good;
    private boolean failed;

    Failing() throws IOException {
      good = network.listen(HERE);
    }

    abstract Connection fail(Connection accepted);

    @Override
    public Connection accept() throws IOException {
      Connection accepted = good.accept();
      if (failed) {
        return accepted;
      }
      failed = true;
      return fail(accepted);
    }

    @Override
    public Endpoint local() {
      return good.local();
    }

    @Override
    public void close() {
      good.close();
    }
  }

  private void listensOn(ConnectionListener listener) throws Exception {
    PeerListener listening = PeerListener.listen(poor, config(b -> b), listener, peer -> {});
    Connection first = network.dial(HERE, seconds(1));
    time.awaitQuiet();
    assertThat(listening.stats().failures()).isEqualTo(1);
    Remote second = new Remote(time, (PipeConnection) network.dial(HERE, seconds(1)));
    time.advance(seconds(1));
    second.greetListener(70017);
    assertThat(listening.stats().open()).isEqualTo(1);
    assertThat(hangsUp(first)).isNotNull();
    closeAndWait(second::close);
  }

  @Test
  void acceptingGoesOnAfterAMomentWithoutMemory() throws Exception {
    listensOn(
        new Failing() {
          @Override
          Connection fail(Connection accepted) {
            accepted.close();
            throw new OutOfMemoryError("for a test");
          }
        });
  }

  @Test
  void aConnectionThatCannotBeLookedAtIsClosedAndAcceptingGoesOn() throws Exception {
    listensOn(
        new Failing() {
          @Override
          Connection fail(Connection accepted) {
            return new Nameless(accepted);
          }
        });
  }

  /** A connection of nobody knows whom. */
  private record Nameless(Connection line) implements Connection {

    @Override
    public int read(ByteBuffer target) throws IOException {
      return line.read(target);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
      line.write(source);
    }

    @Override
    public Endpoint remote() {
      throw new IllegalStateException("not connected any more");
    }

    @Override
    public Endpoint local() {
      return line.local();
    }

    @Override
    public void close() {
      line.close();
    }
  }

  @Test
  void aListenerWithoutAThreadLeavesItsPortFree() throws Exception {
    threads.refused = "listen-18444";
    ConnectionListener port = network.listen(HERE);
    assertThatThrownBy(() -> PeerListener.listen(poor, config(b -> b), port, peer -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    threads.refused = "none";
    PeerListener listener =
        PeerListener.listen(poor, config(b -> b), network.listen(HERE), peer -> {});
    assertThat(listener.endpoint()).isEqualTo(HERE);
  }

  /** Bitcoin Core says its verack and more in one piece. */
  @Test
  void whatFollowsTheVerackDoesNotMatterToAPeerThatWasClosedByThen() throws Exception {
    Peer peer = Peer.outbound(context, config(b -> b.protocolVersion(70001)));
    peer.onRead(
        (from, transfer) -> {
          if (transfer.command().equals("verack")) {
            from.close();
          }
        });
    try (CapturedLog log = new CapturedLog(org.slf4j.event.Level.WARN)) {
      Line line = open(peer);
      line.remote().say(Remote.version(70001), Verack.INSTANCE, new Ping(1));
      time.awaitQuiet();
      assertThat(line.connecting()).isCompletedExceptionally();
      assertThat(log.lines()).isEmpty();
    }
    assertThat(ended(peer)).isInstanceOf(DisconnectReason.LocalClose.class);
  }
}
