package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerEvent;
import org.verack.peer.connection.Connection;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.Ping;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.role.NegotiationMessage;

class HandshakeTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);

  @CoreScenario({"p2p_compactblocks/offer", "p2p_sendheaders/offer"})
  @Test
  void theDialerSpeaksFirstAndNegotiatesBetweenVersionAndVerack_P031toP035() {
    Line line = outbound(DEFAULT);
    line.remote().expect(Version.class);
    line.remote().say(Remote.version(70017));
    line.remote().expect(WtxidRelay.class, SendAddrV2.class, Verack.class);
    assertThat(line.connecting()).isNotDone();
    line.remote().say(WtxidRelay.INSTANCE, SendAddrV2.INSTANCE, Verack.INSTANCE);
    line.remote().expect(SendHeaders.class, SendCmpct.class, Ping.class);
    assertThat(line.connecting()).isCompleted();
    assertThat(line.peer().negotiation().protocolVersion()).isEqualTo(70017);
    assertThat(line.peer().negotiation().agreed(WtxidRelay.class)).isTrue();
    assertThat(line.peer().negotiation().received(SendAddrV2.class)).isTrue();
  }

  @Test
  void theListenerSaysNothingBeforeItHasHeardAVersion_P031() {
    Line line = inbound(DEFAULT);
    line.remote().expect();
    line.remote().say(Remote.version(70017));
    line.remote().expect(Version.class, WtxidRelay.class, SendAddrV2.class, Verack.class);
    assertThat(line.connecting()).isNotDone();
    line.remote().say(Verack.INSTANCE);
    line.remote().expect(SendHeaders.class, SendCmpct.class, Ping.class);
    assertThat(line.connecting()).isCompleted();
    assertThat(line.peer().negotiation().inbound()).isTrue();
    assertThat(line.peer().negotiation().agreed(WtxidRelay.class)).isFalse();
  }

  @Test
  void ourVersionSaysWhatTheConfigurationSays_P020toP027() {
    Line line =
        outbound(
            config(
                builder ->
                    builder
                        .userAgent("/test:1.0/")
                        .services(ServiceFlags.NETWORK)
                        .protocolVersion(70015)
                        .bestHeight(() -> 4711)
                        .relay(false)));
    Version version = (Version) line.remote().expect(Version.class).get(0);
    assertThat(version.protocolVersion()).isEqualTo(70015);
    assertThat(version.userAgent()).isEqualTo("/test:1.0/");
    assertThat(version.services()).isEqualTo(ServiceFlags.NETWORK);
    assertThat(version.startHeight()).isEqualTo(4711);
    assertThat(version.relay()).isFalse();
    assertThat(version.nonce()).isNotZero();
    assertThat(version.sentAt()).isEqualTo(time.now().truncatedTo(ChronoUnit.SECONDS));
    // Core: the address of the sender is always zero.
    assertThat(version.sender().port()).isZero();
    assertThat(version.sender().services()).isEqualTo(ServiceFlags.NONE);
  }

  @CoreScenario("p2p_leak/old-peers")
  @ParameterizedTest
  @ValueSource(ints = {31800, 60002, 70001, 70012, 70015, 70016})
  void theVersionInForceIsTheSmallerOneAndGatesWhatIsSaid_P043(int theirs) {
    Line line = outbound(DEFAULT);
    line.remote().greetDialer(theirs);
    assertThat(line.connecting()).isCompleted();
    assertThat(line.peer().negotiation().protocolVersion()).isEqualTo(theirs);
    assertThat(line.peer().negotiation().sent(WtxidRelay.class)).isEqualTo(theirs >= 70016);
    assertThat(line.peer().negotiation().sent(SendAddrV2.class)).isEqualTo(theirs >= 70016);
  }

  @CoreScenario("p2p_leak/old-version")
  @Test
  void aVersionBelowTheMinimumIsRefusedWithoutAnAnswer_P045() {
    Line line = inbound(DEFAULT);
    line.remote().say(Remote.version(31799));
    line.remote().expect();
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.VersionRefused.class);
    assertThat(line.connecting())
        .isCompletedExceptionally()
        .failsWithin(seconds(1))
        .withThrowableThat()
        .withCauseInstanceOf(PeerClosedException.class)
        .withMessageContaining("31799");
  }

  @Test
  void theMinimumIsConfigurableDownTo209_P048() {
    Line line = outbound(config(builder -> builder.minimumVersion(209)));
    line.remote().expect(Version.class);
    line.remote().say(Remote.version(209));
    line.remote().say(Verack.INSTANCE);
    time.awaitQuiet();
    assertThat(line.connecting()).isCompleted();
    assertThat(line.peer().negotiation().protocolVersion()).isEqualTo(209);
  }

  @Test
  void theProgramMayRefuseAVersion_P044() {
    Line line =
        inbound(
            config(
                builder ->
                    builder.versionCheck(
                        version ->
                            version.services().has(ServiceFlags.COMPACT_FILTERS)
                                ? Optional.empty()
                                : Optional.of("it does not serve compact filters"))));
    line.remote().say(Remote.version(70017));
    assertThat(ended(line.peer()))
        .hasToString("version refused: it does not serve compact filters");
  }

  @CoreScenario("p2p_handshake/self")
  @Test
  void aListenerRecognisesAConnectionToItself_P041() {
    Peer dialer = Peer.outbound(context, DEFAULT);
    Peer listener = Peer.inbound(context, DEFAULT);
    Pipes.Pair pair = Pipes.on(time).open();
    var dialing = time.async("dial", () -> connect(dialer, pair.dialer()));
    var accepting = time.async("accept", () -> connect(listener, pair.listener()));
    time.awaitQuiet();
    assertThat(listener.disconnectReason()).contains(new DisconnectReason.SelfConnection());
    assertThat(dialer.disconnectReason()).contains(new DisconnectReason.RemoteClose(false, true));
    assertThat(dialing).isCompletedExceptionally();
    assertThat(accepting).isCompletedExceptionally();
  }

  private static Void connect(Peer peer, Connection line) throws Exception {
    peer.connect(line);
    return null;
  }

  @Test
  void aConnectionToItselfCanBeAllowed_P041() {
    PeerConfig allowing = config(builder -> builder.allowSelfConnection(true));
    Peer dialer = Peer.outbound(context, allowing);
    Peer listener = Peer.inbound(context, allowing);
    Pipes.Pair pair = Pipes.on(time).open();
    var dialing = time.async("dial", () -> connect(dialer, pair.dialer()));
    var accepting = time.async("accept", () -> connect(listener, pair.listener()));
    time.awaitQuiet();
    assertThat(dialing).isCompleted();
    assertThat(accepting).isCompleted();
  }

  @CoreScenario("p2p_timeouts/dialed")
  @Test
  void silenceInsteadOfAVersionEndsAfter60Seconds_Core() {
    Line line = outbound(DEFAULT);
    time.advance(seconds(60).minusNanos(1));
    assertThat(line.peer().disconnectReason()).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(ended(line.peer()))
        .isEqualTo(new DisconnectReason.HandshakeTimeout(seconds(60), "version"));
  }

  @Test
  void aVersionWithoutAVerackEndsAfter60Seconds_Core() {
    Line line = inbound(DEFAULT);
    line.remote().say(Remote.version(70017));
    time.advance(seconds(60));
    assertThat(ended(line.peer()))
        .isEqualTo(new DisconnectReason.HandshakeTimeout(seconds(60), "verack"));
  }

  @Test
  void underTheStrictPolicyTheHandshakeHas30Seconds_P038() {
    Line line = outbound(strict());
    time.advance(seconds(30));
    assertThat(ended(line.peer()))
        .isEqualTo(new DisconnectReason.HandshakeTimeout(seconds(30), "version"));
  }

  @Test
  void endlessNegotiationDoesNotExtendTheHandshake() {
    Line line = inbound(DEFAULT);
    line.remote().say(Remote.version(70017));
    for (int second = 0; second < 59; second++) {
      line.remote().say(new UnknownMessage("experiment", Bytes.EMPTY));
      time.advance(seconds(1));
    }
    assertThat(line.peer().disconnectReason()).isEmpty();
    time.advance(seconds(1));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.HandshakeTimeout.class);
  }

  @Test
  void moreNegotiationThanAnyoneNeedsEndsTheConnection() {
    Line line = inbound(DEFAULT);
    line.remote().say(Remote.version(70017));
    for (int i = 0; i <= 1000; i++) {
      line.remote().say(WtxidRelay.INSTANCE);
    }
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void whatComesBeforeTheVersionIsIgnoredAndReported_Core() {
    Peer peer = Peer.inbound(context, DEFAULT);
    List<PeerEvent> events = new ArrayList<>();
    peer.onEvent(PeerEvent.class, (from, event) -> events.add(event));
    Line line = open(peer);
    line.remote().say(new Ping(1), Verack.INSTANCE, GetAddr.INSTANCE);
    line.remote().expect();
    line.remote().greetListener(70017);
    assertThat(line.connecting()).isCompleted();
    assertThat(events)
        .containsExactly(
            new PeerEvent.EarlyMessage(new Ping(1)),
            new PeerEvent.EarlyMessage(Verack.INSTANCE),
            new PeerEvent.EarlyMessage(GetAddr.INSTANCE),
            new PeerEvent.Connected());
  }

  @Test
  void whatComesBetweenVersionAndVerackIsIgnoredUnlessItBelongsThere_Core() {
    Line line = inbound(DEFAULT);
    line.remote().say(Remote.version(70017));
    line.remote().expect(Version.class, WtxidRelay.class, SendAddrV2.class, Verack.class);
    line.remote().say(new Ping(9), SendAddrV2.INSTANCE, new UnknownMessage("x", Bytes.EMPTY));
    line.remote().say(Remote.version(70017), Verack.INSTANCE);
    line.remote().expect(SendHeaders.class, SendCmpct.class, Ping.class);
    assertThat(line.peer().negotiation().received()).containsExactly(SendAddrV2.INSTANCE);
  }

  @Test
  void underTheStrictPolicyAnythingElseBeforeTheVerackEnds_P035() {
    Line line = inbound(strict());
    line.remote().say(Remote.version(70017));
    line.remote().say(new UnknownMessage("skipped", Bytes.EMPTY), new Ping(9));
    assertThat(ended(line.peer()))
        .isInstanceOfSatisfying(
            DisconnectReason.UnexpectedMessage.class,
            reason -> assertThat(reason.command()).isEqualTo("ping"));
  }

  @Test
  void underTheStrictPolicyTheFirstMessageMustBeAVersion_P040() {
    Line line = inbound(strict());
    line.remote().say(new Ping(9));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @CoreScenario("p2p_invalid_messages/duplicate-version")
  @Test
  void aSecondVersionOrVerackIsIgnoredAndReported_Core() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<PeerEvent> events = new ArrayList<>();
    peer.onEvent(PeerEvent.RepeatedHandshake.class, (from, event) -> events.add(event));
    Line line = connected(peer);
    line.remote().say(Remote.version(70017), Verack.INSTANCE);
    isStillThere(line);
    assertThat(events).hasSize(2);
  }

  @Test
  void underTheStrictPolicyASecondVersionEnds_P061() {
    Line line = connected(strict());
    line.remote().say(Remote.version(70017));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void underTheStrictPolicyASecondVerackEnds_P062() {
    Line line = connected(strict());
    line.remote().say(Verack.INSTANCE);
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @CoreScenario("p2p_addrv2_relay/late")
  @Test
  void negotiationAfterTheVerackEndsUnderEveryPolicy_Core_P063() {
    for (PeerConfig each : List.of(DEFAULT, strict())) {
      for (Message late : List.of(WtxidRelay.INSTANCE, SendAddrV2.INSTANCE)) {
        assertThat(late).isInstanceOf(NegotiationMessage.class);
        Line line = connected(each);
        line.remote().say(late);
        assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
      }
    }
  }

  @Test
  void messagesOfTheHandshakeCannotBeSentByTheProgram() {
    Line line = connected(DEFAULT);
    for (Message message :
        List.of(WtxidRelay.INSTANCE, SendAddrV2.INSTANCE, Verack.INSTANCE, Remote.version(1))) {
      var sending =
          time.async(
              "send",
              () -> {
                line.peer().send(message);
                return null;
              });
      time.awaitQuiet();
      assertThat(sending)
          .failsWithin(seconds(1))
          .withThrowableThat()
          .withCauseInstanceOf(IllegalArgumentException.class);
    }
    isStillThere(line);
  }

  @Test
  void handlersGetTheMessagesOfTheHandshakeToo() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<Message> messages = new ArrayList<>();
    peer.on(Message.class, (from, message) -> messages.add(message));
    connected(peer);
    assertThat(messages)
        .hasExactlyElementsOfTypes(Version.class, WtxidRelay.class, SendAddrV2.class, Verack.class);
  }

  @Test
  void whatAHandlerSendsDuringTheHandshakeGoesOutAfterIt() {
    Peer peer = Peer.inbound(context, DEFAULT);
    peer.on(Version.class, (from, version) -> from.send(GetAddr.INSTANCE));
    Line line = open(peer);
    line.remote().say(Remote.version(70017));
    line.remote().expect(Version.class, WtxidRelay.class, SendAddrV2.class, Verack.class);
    line.remote().say(Verack.INSTANCE);
    assertThat(line.remote().heard()).contains(GetAddr.INSTANCE);
  }

  @Test
  void aRemoteThatHangsUpMidHandshakeIsReportedAsThat() {
    Line line = outbound(DEFAULT);
    line.remote().close();
    assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.RemoteClose(false, true));
    assertThat(line.connecting()).isCompletedExceptionally();
  }

  @Test
  void aRemoteOfAnotherNetworkIsReportedAsThat() {
    Line line = inbound(DEFAULT);
    EncodedMessage foreign =
        Networks.MAINNET.encode(Remote.version(70016), WireFormat.witness(70016));
    line.remote().sayRaw(foreign.frame());
    assertThat(ended(line.peer()))
        .isInstanceOf(DisconnectReason.TransportFault.class)
        .asString()
        .contains("f9beb4d9");
  }

  @Test
  void aPeerConnectsOnce_P002() {
    Line line = connected(DEFAULT);
    Pipes.Pair second = Pipes.on(time).open();
    var again = time.async("again", () -> connect(line.peer(), second.dialer()));
    time.awaitQuiet();
    assertThat(again)
        .failsWithin(seconds(1))
        .withThrowableThat()
        .withCauseInstanceOf(IllegalStateException.class);
    // The second connection is closed, not leaked.
    assertThat(new Remote(time, second.listener()).heard()).isEmpty();
    isStillThere(line);
  }

  @Test
  void aPeerThatWasClosedBeforeItConnectedClosesTheConnection_P003_P173() {
    Peer peer = Peer.outbound(context, DEFAULT);
    peer.close();
    Line line = open(peer);
    assertThat(line.connecting())
        .failsWithin(seconds(1))
        .withThrowableThat()
        .withCauseInstanceOf(PeerClosedException.class);
    line.remote().expect();
  }

  @Test
  void theClockOfTheRemoteIsComparedWithOurs_P043() {
    Line line = connected(DEFAULT);
    assertThat(line.peer().stats().timeOffset())
        .isEqualTo(Duration.between(time.now(), Instant.ofEpochSecond(1_700_000_000L)));
  }
}
