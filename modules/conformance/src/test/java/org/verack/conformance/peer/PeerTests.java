package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;

/**
 * A peer on an in-memory line, in virtual time. After every test nothing may be left: no thread, no
 * timer, no byte of any budget.
 */
abstract class PeerTests {

  final VirtualRuntime time = new VirtualRuntime();
  final PeerContext context = PeerContext.builder().runtime(time).build();

  private final List<Remote> remotes = new ArrayList<>();

  static PeerConfig config(UnaryOperator<PeerConfig.Builder> changes) {
    return changes.apply(PeerConfig.builder(Remote.NETWORK)).build();
  }

  static PeerConfig strict() {
    return config(builder -> builder.policy(PeerConfig.Policy.STRICT));
  }

  /** A peer, the other end of its line, and its handshake under way. */
  record Line(Peer peer, Remote remote, CompletableFuture<@Nullable Void> connecting) {}

  Line outbound(PeerConfig config) {
    return open(Peer.outbound(context, config));
  }

  Line inbound(PeerConfig config) {
    return open(Peer.inbound(context, config));
  }

  /** Begins the handshake of a peer that the test has already given handlers. */
  Line open(Peer peer) {
    return open(peer, Pipes.DEFAULT_CAPACITY);
  }

  Line open(Peer peer, int capacity) {
    Pipes.Pair pair = Pipes.on(time).capacity(capacity).open();
    var ours = peer.isInbound() ? pair.listener() : pair.dialer();
    var theirs = peer.isInbound() ? pair.dialer() : pair.listener();
    CompletableFuture<@Nullable Void> connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(ours);
              return null;
            });
    Remote remote = new Remote(time, theirs);
    remotes.add(remote);
    if (capacity < Pipes.DEFAULT_CAPACITY) {
      remote.holdInput();
    }
    time.awaitQuiet();
    return new Line(peer, remote, connecting);
  }

  /** A peer whose handshake is complete. */
  Line connected(PeerConfig config) {
    return connected(Peer.outbound(context, config));
  }

  Line connected(Peer peer) {
    Line line = open(peer);
    if (peer.isInbound()) {
      line.remote().greetListener(70017);
    } else {
      line.remote().greetDialer(70017);
    }
    assertThat(line.connecting()).isCompleted();
    return line;
  }

  /** The reason for which a peer has ended by the time all is at rest. */
  DisconnectReason ended(Peer peer) {
    time.awaitQuiet();
    assertThat(peer.disconnectReason()).as("the peer has ended").isPresent();
    return peer.disconnectReason().get();
  }

  void isStillThere(Line line) {
    line.remote().heard();
    line.remote().say(new Ping(77));
    assertThat(line.remote().heard()).contains(new Pong(77));
    assertThat(line.peer().disconnectReason()).isEmpty();
  }

  /** Closes something in a thread of the runtime, where it may have to wait for others. */
  void closeAndWait(AutoCloseable what) {
    var closing =
        time.async(
            "close",
            () -> {
              what.close();
              return null;
            });
    time.awaitQuiet();
    assertThat(closing).isCompleted();
  }

  static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @AfterEach
  void nothingIsLeft() {
    var closing =
        time.async(
            "close",
            () -> {
              context.peers().forEach(Peer::close);
              remotes.forEach(Remote::close);
              return null;
            });
    time.awaitQuiet();
    assertThat(closing).isCompleted();
    assertThat(context.peers()).isEmpty();
    assertThat(time.threads()).as("threads").isEmpty();
    assertThat(time.timers()).as("timers").isZero();
    assertThat(context.inboundBytes()).as("inbound budget").isZero();
    assertThat(context.outboundBytes()).as("outbound budget").isZero();
    context.close();
  }
}
