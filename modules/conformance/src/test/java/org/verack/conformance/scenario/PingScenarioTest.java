package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Networks;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;

/**
 * Core's {@code p2p_ping}: what a pong has to look like to count, and what becomes of one that does
 * not. More of it is in {@code KeepAliveTest}.
 */
@ExtendWith(TestkitExtension.class)
class PingScenarioTest {

  private static final Duration INTERVAL = Duration.ofMinutes(2);

  /** A peer whose first ping is outstanding. */
  private static Encounter pinged(VirtualRuntime time, PeerContext context) {
    Peer peer = Peer.inbound(context, PeerConfig.of(Networks.REGTEST));
    Encounter line = Encounter.of(time, peer);
    line.remote().handshake().heard();
    assertThat(peer.stats().pingSentAt()).isPresent();
    return line;
  }

  @CoreScenario("p2p_ping/short-pong")
  @Test
  void aPongWithoutAWholeNonceTakesThePingBackAndTheNextIsSentInTime(
      VirtualRuntime time, PeerContext context) {
    Encounter line = pinged(time, context);
    line.remote().sendFrame("pong", Bytes.ofHex("01020304050607"), true);
    time.awaitQuiet();
    assertThat(line.peer().stats().pingSentAt()).isEmpty();
    assertThat(line.peer().stats().lastPing()).as("no round trip was measured").isEmpty();
    time.advance(INTERVAL);
    line.remote().expectOnly(Ping.class);
  }

  @CoreScenario("p2p_ping/unsolicited-pong")
  @Test
  void aPongThatNobodyAskedForChangesNothing(VirtualRuntime time, Peer peer, ScriptedPeer remote) {
    // The script has answered the first ping.
    time.awaitQuiet();
    var before = peer.stats().lastPing();
    time.advance(Duration.ofSeconds(7));
    remote.send(new Pong(0), new Pong(12345));
    remote.sendFrame("pong", Bytes.EMPTY, true);
    time.awaitQuiet();
    assertThat(peer.stats().lastPing()).isEqualTo(before).isPresent();
    assertThat(peer.isOpen()).isTrue();
  }

  @CoreScenario("p2p_ping/before-verack")
  @Test
  void thereIsNoPingBeforeTheHandshakeIsComplete(VirtualRuntime time, PeerContext context) {
    Encounter line = Encounter.of(time, Peer.outbound(context, PeerConfig.of(Networks.REGTEST)));
    line.remote().send(line.remote().version());
    time.advance(Duration.ofSeconds(50));
    assertThat(line.remote().heard())
        .noneMatch(Ping.class::isInstance)
        .hasAtLeastOneElementOfType(Version.class);
    line.remote().send(Verack.INSTANCE);
    assertThat(line.remote().heard()).hasAtLeastOneElementOfType(Ping.class);
  }

  @CoreScenario("p2p_ping/statistics")
  @Test
  void theLeastRoundTripIsKeptAndThatOfAnOutstandingPingGrows(
      VirtualRuntime time, PeerContext context) {
    Encounter line = pinged(time, context);
    Peer peer = line.peer();
    line.remote().send(new Pong(0));
    for (int seconds : new int[] {2, 5, 1, 4}) {
      Ping ping = line.remote().expectWithin(INTERVAL, Ping.class);
      time.advance(Duration.ofSeconds(seconds));
      assertThat(peer.stats().pingSentAt()).contains(time.now().minusSeconds(seconds));
      line.remote().send(new Pong(ping.nonce()));
      time.awaitQuiet();
      assertThat(peer.stats().lastPing()).contains(Duration.ofSeconds(seconds));
      assertThat(peer.stats().pingSentAt()).isEmpty();
    }
    assertThat(peer.stats().leastPing()).contains(Duration.ofSeconds(1));
  }
}
