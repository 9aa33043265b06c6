package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerStats;
import org.verack.peer.PeerStats.Count;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.wire.Bytes;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Version;

/** The numbers of a connection. */
class StatsTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);

  private PeerStats stats(Line line) {
    time.awaitQuiet();
    return line.peer().stats();
  }

  @Test
  void aHandshakeOfVersion70002Takes167BytesEachWay_P160() {
    PeerConfig config =
        config(
            builder ->
                builder
                    .policy(PeerConfig.Policy.STRICT)
                    .protocolVersion(70002)
                    .allowSelfConnection(true)
                    .userAgent("/btcwire:0.5.0/peer:1.0(comment)/"));
    Pipes.Pair pair = Pipes.pair(time);
    Peer dialer = Peer.outbound(context, config);
    Peer listener = Peer.inbound(context, config);
    var dialed =
        time.async(
            "dial",
            () -> {
              dialer.connect(pair.dialer());
              return null;
            });
    var listened =
        time.async(
            "listen",
            () -> {
              listener.connect(pair.listener());
              return null;
            });
    time.awaitQuiet();
    assertThat(dialed).isCompleted();
    assertThat(listened).isCompleted();
    for (Peer each : new Peer[] {dialer, listener}) {
      PeerStats stats = each.stats();
      Map<String, Count> handshake =
          Map.of("version", new Count(1, 143), "verack", new Count(1, 24));
      assertThat(stats.sent().bytes()).isEqualTo(167);
      assertThat(stats.received().bytes()).isEqualTo(167);
      assertThat(stats.sent().commands()).isEqualTo(handshake);
      assertThat(stats.received().commands()).isEqualTo(handshake);
    }
  }

  @Test
  void messagesAreCountedByCommandInBothDirections() {
    Line line = connected(DEFAULT);
    line.remote().say(new Ping(1), new FeeFilter(5), new Ping(2), new Ping(3));
    PeerStats stats = stats(line);
    assertThat(stats.received().of("ping")).isEqualTo(new Count(3, 96));
    assertThat(stats.received().of("feefilter")).isEqualTo(new Count(1, 32));
    assertThat(stats.received().of("headers")).isEqualTo(Count.NONE);
    assertThat(stats.sent().of("pong")).isEqualTo(new Count(3, 96));
    assertThat(stats.sent().of("sendcmpct")).isEqualTo(new Count(1, 33));
    assertThat(stats.received().messages()).isEqualTo(8);
    assertThat(stats.received().bytesOutsideMessages()).isZero();
    assertThat(stats.sent().bytesOutsideMessages()).isZero();
  }

  @Test
  void commandsThatARemoteMakesUpAreCountedTogether() {
    Line line = connected(DEFAULT);
    for (int i = 0; i < 1000; i++) {
      line.remote().say(new UnknownMessage("cmd" + i, Bytes.EMPTY));
      time.awaitQuiet();
    }
    line.remote().say(new UnknownMessage(PeerStats.OTHER, Bytes.EMPTY));
    line.remote().sayFrame("in\u0001v", Bytes.EMPTY, true);
    PeerStats stats = stats(line);
    assertThat(stats.received().commands().keySet())
        .containsExactly(PeerStats.OTHER, "sendaddrv2", "verack", "version", "wtxidrelay");
    assertThat(stats.received().of(PeerStats.OTHER)).isEqualTo(new Count(1002, 24 * 1002));
  }

  @Test
  void messagesThatDoNotDecodeAreCountedUnderTheirCommand() {
    Line line = connected(DEFAULT);
    line.remote().sayFrame("ping", Bytes.ofHex("0102"), true);
    line.remote().sayFrame("ping", Bytes.ofHex("01020304050607ff"), false);
    PeerStats stats = stats(line);
    assertThat(stats.received().of("ping")).isEqualTo(new Count(2, 26 + 32));
    assertThat(stats.payloadFaults()).isEqualTo(2);
  }

  @Test
  void aMessageThatHasBegunToArriveIsInTheBytes() {
    Line line = connected(DEFAULT);
    long before = stats(line).received().bytes();
    line.remote().sayRaw(Bytes.ofHex("fabfb5da"));
    assertThat(stats(line).received().bytes()).isEqualTo(before + 4);
    assertThat(stats(line).received().bytesOutsideMessages()).isEqualTo(4);
  }

  @Test
  void bothTheAnnouncedVersionAndTheOneInForceAreThere_Quirk15() {
    Line line = outbound(config(builder -> builder.protocolVersion(70016)));
    assertThat(line.peer().stats().negotiation()).isEmpty();
    line.remote().greetDialer(70017);
    var negotiation = stats(line).negotiation().orElseThrow();
    assertThat(negotiation.protocolVersion()).isEqualTo(70016);
    assertThat(negotiation.remote().protocolVersion()).isEqualTo(70017);
    assertThat(negotiation.remote().userAgent()).isEqualTo("/remote:1.0/");
    assertThat(((Version) negotiation.remote()).startHeight()).isEqualTo(100);
  }

  @Test
  void theTimesAreThoseOfTheLastBytes_P060_P134() {
    Line line = outbound(DEFAULT);
    assertThat(stats(line).received().last()).isEmpty();
    assertThat(stats(line).sent().last()).contains(time.now());
    line.remote().greetDialer(70017);
    var start = time.now();
    time.advance(Duration.ofSeconds(3));
    line.remote().sayRaw(Bytes.ofHex("fabfb5da"));
    assertThat(stats(line).received().last()).contains(start.plusSeconds(3));
    assertThat(stats(line).sent().last()).contains(start);
    assertThat(stats(line).connectedAt()).isEqualTo(start);
  }

  @Test
  void anUnansweredPingShows_P110() {
    Line line = connected(strict());
    line.remote().heard();
    assertThat(stats(line).pingSentAt()).isEmpty();
    time.advance(Duration.ofMinutes(2));
    var pinged = time.now();
    Ping ping = (Ping) line.remote().expect(Ping.class).get(0);
    time.advance(Duration.ofSeconds(1));
    assertThat(stats(line).pingSentAt()).contains(pinged);
    line.remote().say(new Pong(ping.nonce()));
    assertThat(stats(line).pingSentAt()).isEmpty();
    assertThat(stats(line).lastPing()).contains(Duration.ofSeconds(1));
  }

  @Test
  void theEndIsInTheNumbers() {
    Line line = connected(DEFAULT);
    assertThat(stats(line).ended()).isEmpty();
    line.remote().close();
    assertThat(stats(line).ended()).contains(new DisconnectReason.RemoteClose(false, false));
  }
}
