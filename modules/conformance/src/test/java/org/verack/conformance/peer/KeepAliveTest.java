package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;

/** Pings, pongs and silence. Five minutes take no time here. */
class KeepAliveTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);

  /** A connection whose first ping has been answered. */
  private Line answered() {
    Line line = outbound(DEFAULT);
    line.remote().expect(Version.class);
    line.remote().say(Remote.version(70017), Verack.INSTANCE);
    line.remote().say(new Pong(ping(line.remote().heard()).nonce()));
    line.remote().expect();
    return line;
  }

  private static Ping ping(List<Message> messages) {
    return (Ping) messages.stream().filter(Ping.class::isInstance).findFirst().orElseThrow();
  }

  @CoreScenario("p2p_ping/interval")
  @Test
  void theFirstPingFollowsTheHandshakeAndTheNextComeEveryTwoMinutes_Core() {
    Line line = answered();
    time.advance(seconds(120).minusNanos(1));
    line.remote().expect();
    time.advance(Duration.ofNanos(1));
    List<Message> second = line.remote().expect(Ping.class);
    line.remote().say(new Pong(((Ping) second.get(0)).nonce()));
    time.advance(seconds(120));
    line.remote().expect(Ping.class);
  }

  @Test
  void aProxyAnswersPingsWhenItsOtherSideDoes() {
    Line line =
        connected(
            PeerConfig.builder(Remote.NETWORK)
                .answersPings(false)
                .pingInterval(Duration.ZERO)
                .build());
    List<Ping> passedOn = new ArrayList<>();
    line.peer().on(Ping.class, (from, ping) -> passedOn.add(ping));
    line.remote().heard();
    line.remote().say(new Ping(7));
    line.remote().expect();
    assertThat(passedOn).containsExactly(new Ping(7));
  }

  @Test
  void underTheStrictPolicyTheFirstPingComesAfterTwoMinutes_P112() {
    Line line = connected(strict());
    line.remote().heard();
    time.advance(seconds(119));
    line.remote().expect();
    time.advance(seconds(1));
    line.remote().expect(Ping.class);
  }

  @CoreScenario("p2p_ping/one-outstanding")
  @Test
  void noNewPingIsSentWhileOneIsOutstanding_Core() {
    Line line = answered();
    time.advance(seconds(120));
    line.remote().expect(Ping.class);
    line.remote().say(new UnknownMessage("alive", Bytes.EMPTY));
    time.advance(seconds(120));
    line.remote().expect();
  }

  @CoreScenario("p2p_ping/statistics")
  @Test
  void theRoundTripIsThatOfThePingThatWasAnswered_P111() {
    Line line = answered();
    assertThat(line.peer().stats().lastPing()).contains(Duration.ZERO);
    time.advance(seconds(120));
    Ping ping = ping(line.remote().heard());
    time.advance(Duration.ofMillis(250));
    line.remote().say(new Pong(ping.nonce()));
    time.awaitQuiet();
    assertThat(line.peer().stats().lastPing()).contains(Duration.ofMillis(250));
    assertThat(line.peer().stats().leastPing()).contains(Duration.ZERO);
  }

  @CoreScenario("p2p_ping/wrong-nonce")
  @Test
  void aPongWithAnotherNonceIsIgnored_Core() {
    Line line = answered();
    time.advance(seconds(120));
    Ping ping = ping(line.remote().heard());
    line.remote().say(new Pong(ping.nonce() + 1));
    time.advance(seconds(120));
    line.remote().expect();
    line.remote().say(new Pong(ping.nonce()));
    time.advance(seconds(120));
    line.remote().expect(Ping.class);
  }

  @CoreScenario("p2p_ping/nonce-zero")
  @Test
  void aPongWithNonceZeroTakesThePingBack_Core() {
    Line line = answered();
    time.advance(seconds(120));
    line.remote().expect(Ping.class);
    line.remote().say(new Pong(0));
    time.advance(seconds(120));
    line.remote().expect(Ping.class);
    assertThat(line.peer().stats().lastPing()).contains(Duration.ZERO);
  }

  @CoreScenario("p2p_ping/timeout")
  @Test
  void aPingThatIsNotAnsweredFor20MinutesEndsAlthoughOtherBytesCome_Core() {
    Line line = answered();
    time.advance(seconds(120));
    line.remote().expect(Ping.class);
    for (int minute = 0; minute < 20; minute++) {
      assertThat(line.peer().disconnectReason()).isEmpty();
      line.remote().say(new UnknownMessage("alive", Bytes.EMPTY));
      time.advance(seconds(60));
    }
    assertThat(ended(line.peer()))
        .isEqualTo(new DisconnectReason.PingTimeout(Duration.ofMinutes(20)));
  }

  @Test
  void underTheStrictPolicyAnUnansweredPingIsOvertakenByTheNextAndNeverEnds_P113() {
    Line line = connected(strict());
    line.remote().heard();
    long last = 0;
    for (int minute = 1; minute <= 40; minute++) {
      time.advance(Duration.ofMinutes(1));
      line.remote().say(new UnknownMessage("alive", Bytes.EMPTY));
      if (minute % 2 == 0) {
        Ping ping = (Ping) line.remote().expect(Ping.class).getFirst();
        assertThat(ping.nonce()).isNotEqualTo(last);
        last = ping.nonce();
      }
    }
    time.advance(seconds(3));
    line.remote().say(new Pong(last));
    time.awaitQuiet();
    assertThat(line.peer().stats().lastPing()).contains(seconds(3));
  }

  @Test
  void aPongReachesTheHandlersWhenTheStatisticsKnowOfIt_P068() {
    Peer peer = Peer.outbound(context, PeerConfig.of(Remote.NETWORK));
    List<Duration> known = new ArrayList<>();
    peer.on(Pong.class, (from, pong) -> known.add(from.stats().lastPing().orElseThrow()));
    Line line = open(peer);
    line.remote().say(Remote.version(70017), Verack.INSTANCE);
    Ping ping = (Ping) line.remote().heard().getLast();
    time.advance(seconds(2));
    line.remote().say(new Pong(ping.nonce()));
    time.awaitQuiet();
    assertThat(known).containsExactly(seconds(2));
  }

  @Test
  void fiveMinutesWithoutAByteEnd_P100() {
    Line line = answered();
    time.advance(seconds(300).minusNanos(1));
    assertThat(line.peer().disconnectReason()).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.Idle(seconds(300)));
  }

  @Test
  void anyByteCountsAsLife() {
    Line line = answered();
    time.advance(seconds(200));
    line.remote().sayRaw(Bytes.ofHex("fa"));
    time.advance(seconds(200));
    assertThat(line.peer().disconnectReason()).isEmpty();
    time.advance(seconds(100));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.Idle.class);
  }

  @Test
  void pingsAreAnsweredWithTheirNonce_P067() {
    Line line = answered();
    line.remote().say(new Ping(1), new Ping(-1), new Ping(0));
    assertThat(line.remote().heard()).containsExactly(new Pong(1), new Pong(-1), new Pong(0));
  }

  @Test
  void pingsOfAProtocolWithoutPongsAreNotAnswered_P067() {
    Line line = outbound(config(builder -> builder.protocolVersion(60000)));
    line.remote().greetDialer(60000);
    line.remote().say(new Ping(0));
    line.remote().expect();
    assertThat(line.peer().disconnectReason()).isEmpty();
    time.advance(seconds(120));
    line.remote().expect();
  }

  @Test
  void pingsAndSilenceCanBeSwitchedOff() {
    Line line =
        connected(
            config(builder -> builder.pingInterval(Duration.ZERO).idleTimeout(Duration.ZERO)));
    line.remote().heard();
    time.advance(Duration.ofDays(1));
    line.remote().expect();
    assertThat(line.peer().disconnectReason()).isEmpty();
  }
}
