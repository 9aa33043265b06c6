package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;

/**
 * A peer and, at the other end of its line, a script that says only what the test tells it to.
 * Where the handshake is not what a test is about, {@code TestkitExtension} injects the same with
 * less ado.
 */
record Encounter(
    VirtualRuntime time, Peer peer, ScriptedPeer remote, CompletableFuture<Peer> connecting) {

  /** The line is there, and nothing has been said but what the peer says first. */
  static Encounter of(VirtualRuntime time, Peer peer) {
    return of(time, peer, builder -> builder);
  }

  static Encounter of(
      VirtualRuntime time, Peer peer, UnaryOperator<ScriptedPeer.Builder> settings) {
    Pipes.Pair pair = Pipes.on(time).open();
    ScriptedPeer.Builder builder =
        settings.apply(ScriptedPeer.builder(peer.config().network(), time).byHand());
    ScriptedPeer remote =
        peer.isInbound() ? builder.dialed(pair.dialer()) : builder.accepted(pair.listener());
    var connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(peer.isInbound() ? pair.listener() : pair.dialer());
              return peer;
            });
    time.awaitQuiet();
    return new Encounter(time, peer, remote, connecting);
  }

  /** The handshake is complete, and what the peer says right after it has been heard. */
  Encounter greeted() {
    remote.handshake();
    remote.heard();
    assertThat(connecting).isCompletedWithValue(peer);
    return this;
  }

  /** Why the connection has ended by the time all is at rest. */
  DisconnectReason end() {
    time.awaitQuiet();
    assertThat(peer.disconnectReason()).as("the connection has ended").isPresent();
    return peer.disconnectReason().get();
  }

  /** The connection goes on: a ping is answered, behind whatever else was said. */
  void goesOn() {
    remote.send(new Ping(77));
    assertThat(remote.heard()).endsWith(new Pong(77));
    assertThat(peer.disconnectReason()).isEmpty();
  }
}
