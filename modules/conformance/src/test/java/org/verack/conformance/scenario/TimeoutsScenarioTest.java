package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Networks;
import org.verack.wire.message.Ping;
import org.verack.wire.transport.TransportKind;

/**
 * Core's {@code p2p_timeouts}: the handshake has sixty seconds, wherever it stops, in either
 * transport.
 */
@ExtendWith(TestkitExtension.class)
class TimeoutsScenarioTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static Encounter line(VirtualRuntime time, PeerContext context, TransportKind kind) {
    PeerConfig.Encryption encryption =
        kind == TransportKind.V1 ? PeerConfig.Encryption.OFF : PeerConfig.Encryption.REQUIRED;
    PeerConfig config = PeerConfig.builder(Networks.REGTEST).encryption(encryption).build();
    return Encounter.of(time, Peer.inbound(context, config), builder -> builder.transport(kind));
  }

  private static void endsAtTheLimit(Encounter line, String awaited) {
    line.time().advance(LIMIT.minusNanos(1));
    assertThat(line.peer().disconnectReason()).isEmpty();
    line.time().advance(Duration.ofNanos(1));
    assertThat(line.end()).isEqualTo(new DisconnectReason.HandshakeTimeout(LIMIT, awaited));
    assertThat(line.connecting()).isCompletedExceptionally();
  }

  @CoreScenario("p2p_timeouts/no-verack")
  @ParameterizedTest
  @EnumSource(names = {"V1", "V2"})
  void aVersionWithoutAVerackIsNotWaitedForAnyLonger(
      TransportKind kind, VirtualRuntime time, PeerContext context) {
    Encounter line = line(time, context, kind);
    line.remote().send(line.remote().version());
    endsAtTheLimit(line, "verack");
  }

  @CoreScenario("p2p_timeouts/no-version")
  @ParameterizedTest
  @EnumSource(names = {"V1", "V2"})
  void otherMessagesDoNotStandForAVersion(
      TransportKind kind, VirtualRuntime time, PeerContext context) {
    Encounter line = line(time, context, kind);
    line.remote().send(new Ping(0));
    endsAtTheLimit(line, "version");
  }

  @CoreScenario("p2p_timeouts/no-bytes")
  @Test
  void silenceIsNotWaitedForAnyLonger(VirtualRuntime time, PeerContext context) {
    Pipes.Pair pair = Pipes.on(time).open();
    Peer peer = Peer.inbound(context, PeerConfig.of(Networks.REGTEST));
    var connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(pair.listener());
              return peer;
            });
    time.advance(LIMIT.minusNanos(1));
    assertThat(peer.disconnectReason()).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(connecting).isCompletedExceptionally();
    assertThat(peer.disconnectReason())
        .contains(new DisconnectReason.HandshakeTimeout(LIMIT, "key"));
    pair.close();
  }

  @CoreScenario("p2p_timeouts/in-time")
  @ParameterizedTest
  @EnumSource(names = {"V1", "V2"})
  void whoIsReadyAtTheLastMomentIsIn(TransportKind kind, VirtualRuntime time, PeerContext context) {
    Encounter line = line(time, context, kind);
    time.advance(LIMIT.minusMillis(1));
    line.greeted();
    time.advance(LIMIT);
    line.goesOn();
  }
}
