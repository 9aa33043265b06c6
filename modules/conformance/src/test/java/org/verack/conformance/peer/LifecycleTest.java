package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.RequestTimeoutException;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.Ping;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendCmpct;
import org.verack.wire.message.UserAgent;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;

/** What a peer is before, during and after its connection. */
class LifecycleTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);

  @Test
  void anAddressThatIsNoneIsRefusedBeforeAnythingIsDialed_P001() {
    Peer peer = Peer.outbound(context, DEFAULT);
    for (String address : List.of("host:99999", "host:-1", "host:port", "[::1:8333", "")) {
      assertThatThrownBy(() -> peer.connect(address))
          .as(address)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(peer.disconnectReason()).as("it can still be connected").isEmpty();
  }

  @Test
  void nothingIsKnownOfTheRemoteBeforeItsVersion_P006_P010_P011() {
    Peer peer = Peer.outbound(context, DEFAULT);
    assertThatThrownBy(peer::stats).isInstanceOf(IllegalStateException.class);
    Line line = open(peer);
    assertThat(peer.stats().negotiation()).isEmpty();
    assertThat(peer.remoteChain().height()).isEmpty();
    assertThat(peer.isOpen()).isFalse();
    assertThatThrownBy(peer::negotiation).isInstanceOf(IllegalStateException.class);
    line.remote().greetListener(70017);
    assertThat(peer.isOpen()).isTrue();
    assertThat(peer.stats().negotiation()).contains(peer.negotiation());
  }

  @Test
  void whoConnectsIsToldWhyTheHandshakeFailed_P008() {
    Line line = outbound(DEFAULT);
    line.remote().say(Remote.version(208));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.VersionRefused.class);
    assertThat(line.connecting())
        .failsWithin(seconds(1))
        .withThrowableThat()
        .withCauseInstanceOf(PeerClosedException.class)
        .withMessageContaining("version refused");
  }

  @Test
  void aPeerSaysWhoIsThereAndWhoDialed_P009() {
    assertThat(outbound(DEFAULT).peer()).hasToString("peer 1 (outbound, 127.0.0.1:18444)");
    assertThat(inbound(DEFAULT).peer().toString()).startsWith("peer 2 (inbound, 127.0.0.1:");
    assertThat(Peer.outbound(context, DEFAULT)).hasToString("peer 3 (outbound, not connected)");
  }

  @Test
  void peersOfAContextAreNumberedFromOne_P012() {
    assertThat(Peer.outbound(context, DEFAULT).id()).isEqualTo(1);
    assertThat(Peer.inbound(context, DEFAULT).id()).isEqualTo(2);
  }

  @Test
  void noncesHave64RandomBits_P024() {
    AtomicLong random = new AtomicLong(-1);
    try (PeerContext other =
        PeerContext.builder().runtime(time).random(random::getAndDecrement).build()) {
      Line line = open(Peer.outbound(other, DEFAULT));
      Version version = (Version) line.remote().expect(Version.class).getFirst();
      assertThat(version.nonce()).isEqualTo(-1);
      line.remote().close();
      ended(line.peer());
    }
  }

  @Test
  void aUserAgentNamesProductsWithTheirComments_P025_BIP14() {
    String agent = UserAgent.of("verack", "1.2.3").with("mywallet", "1.0", "c1", "c2").toString();
    Line line = outbound(config(builder -> builder.userAgent(agent)));
    Version version = (Version) line.remote().expect(Version.class).getFirst();
    assertThat(version.userAgent()).isEqualTo("/verack:1.2.3/mywallet:1.0(c1; c2)/");
    assertThatThrownBy(() -> PeerConfig.builder(Remote.NETWORK).userAgent("x".repeat(257)))
        .as("not dropped in silence")
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHeightThatCannotBeToldEndsTheHandshake_P026() {
    var failure = new IllegalStateException("no chain");
    Line line =
        outbound(
            config(
                builder ->
                    builder.bestHeight(
                        () -> {
                          throw failure;
                        })));
    line.remote().expect();
    assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.Failure(failure));
  }

  /** BIP 155 names no version, Bitcoin Core asks for none, and bitcoinj says it at 70013. */
  @Test
  void sendaddrv2OfAnOlderVersionEndsAStrictHandshakeAndIsUnderstoodOtherwise_P036() {
    // Our own encoder refuses it as soon as the older version is agreed on.
    UnknownMessage early = new UnknownMessage("sendaddrv2", Bytes.EMPTY);
    Line strict = inbound(strict());
    strict.remote().say(Remote.version(70015), early);
    assertThat(ended(strict.peer())).isInstanceOf(DisconnectReason.PayloadFault.class);
    Line tolerant = inbound(DEFAULT);
    UnknownMessage wtxid = new UnknownMessage("wtxidrelay", Bytes.EMPTY);
    tolerant.remote().say(Remote.version(70015), wtxid, early, Verack.INSTANCE);
    time.awaitQuiet();
    assertThat(tolerant.connecting()).isCompleted();
    assertThat(tolerant.peer().negotiation().received(SendAddrV2.class)).isTrue();
    assertThat(tolerant.peer().negotiation().agreed(WtxidRelay.class)).isFalse();
    assertThat(tolerant.peer().stats().payloadFaults()).isZero();
    tolerant.remote().say(early);
    assertThat(ended(tolerant.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void everyDialThatIsUnderWayIsRecognisedNotOnlyTheLastFifty_P041_P042() {
    List<Line> dials = new ArrayList<>();
    List<Long> nonces = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Line line = outbound(DEFAULT);
      dials.add(line);
      nonces.add(((Version) line.remote().expect(Version.class).getFirst()).nonce());
    }
    Line self = inbound(DEFAULT);
    self.remote().say(Remote.version(70017, nonces.getFirst()));
    assertThat(ended(self.peer())).isEqualTo(new DisconnectReason.SelfConnection());
    dials.getFirst().remote().close();
    ended(dials.getFirst().peer());
    Line other = inbound(DEFAULT);
    other.remote().say(Remote.version(70017, nonces.getFirst()), Verack.INSTANCE);
    time.awaitQuiet();
    assertThat(other.connecting()).as("a nonce of the past").isCompleted();
  }

  @Test
  void aNegativeVersionIsAVeryNewOne_P046() {
    Line line = inbound(DEFAULT);
    line.remote().say(Remote.version(-1), Verack.INSTANCE);
    time.awaitQuiet();
    assertThat(line.connecting()).isCompleted();
    assertThat(line.peer().negotiation().protocolVersion()).isEqualTo(70017);
    assertThat(line.peer().negotiation().remote().protocolVersion()).isEqualTo(-1);
  }

  @Test
  void messagesThatNobodyHandlesDoNothing_P065_P069_P070() {
    for (PeerConfig each : List.of(DEFAULT, strict())) {
      Line line = connected(each);
      line.remote()
          .say(
              new SendCmpct(true, 2),
              new UnknownMessage("cfcheckpt2", Bytes.EMPTY),
              GetData.of(InventoryVector.tx(Hash.ZERO)));
      isStillThere(line);
    }
  }

  @Test
  void anAnswerIsDueFromTheWritingOnNotFromTheQueueing_P124() {
    PeerConfig config =
        config(builder -> builder.policy(PeerConfig.Policy.STRICT).pingInterval(Duration.ZERO));
    Peer peer = Peer.outbound(context, config);
    Line line = open(peer, 256);
    line.remote().greetListener(70017);
    line.remote().heard();
    peer.sendAsync(new UnknownMessage("large", Bytes.wrap(new byte[5000])));
    peer.sendAsync(GetData.of(InventoryVector.tx(Hash.ZERO)));
    time.advance(seconds(15));
    line.remote().heard();
    time.advance(seconds(29));
    assertThat(peer.disconnectReason()).isEmpty();
    time.advance(seconds(1));
    assertThat(ended(peer)).isInstanceOf(DisconnectReason.Stalled.class);
  }

  @Test
  void aWriteThatFailsEndsTheConnectionAndWhatWasQueuedIsToldSo_P135_P136() {
    Peer peer = Peer.outbound(context, DEFAULT);
    Line line = open(peer, 256);
    line.remote().greetListener(70017);
    line.remote().heard();
    var first = peer.sendAsync(new UnknownMessage("large", Bytes.wrap(new byte[5000])));
    var second = peer.sendAsync(new Ping(1));
    time.awaitQuiet();
    line.remote().close();
    ended(peer);
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
    assertThat(peer.sendAsync(new Ping(2))).isCompletedExceptionally();
  }

  @Test
  void aMessageThatCannotBeWrittenIsTheSendersFaultAndTheConnectionStays_P137() {
    Line line = connected(DEFAULT);
    var tooLong = new GetHeaders(70017, Collections.nCopies(501, Hash.ZERO), Hash.ZERO);
    assertThatThrownBy(() -> line.peer().trySend(tooLong)).isInstanceOf(EncodeException.class);
    isStillThere(line);
  }

  @Test
  void whoSendsDuringAHandshakeThatFailsIsTold_P139() {
    Line line = inbound(DEFAULT);
    var sending =
        time.async(
            "send",
            () -> {
              line.peer().send(new Ping(1));
              return null;
            });
    time.awaitQuiet();
    assertThat(sending).isNotDone();
    line.remote().close();
    ended(line.peer());
    assertThat(sending)
        .failsWithin(seconds(1))
        .withThrowableThat()
        .withCauseInstanceOf(PeerClosedException.class);
  }

  @Test
  void aPeerWhoseConnectionIsHandedOverWhileItClosesClosesItOnce_P003_P174() {
    for (int round = 0; round < 50; round++) {
      Peer peer = Peer.outbound(context, DEFAULT);
      Pipes.Pair pair = Pipes.on(time).open();
      var connecting =
          time.async(
              "connect",
              () -> {
                peer.connect(pair.dialer());
                return null;
              });
      var closing =
          time.async(
              "close",
              () -> {
                peer.close();
                return null;
              });
      time.awaitQuiet();
      assertThat(closing).isCompleted();
      assertThat(connecting).isCompletedExceptionally();
      assertThatThrownBy(() -> pair.dialer().read(ByteBuffer.allocate(1)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aPeerCanHaveRandomNumbersOfItsOwn() {
    List<String> asked = new ArrayList<>();
    try (PeerContext own =
        PeerContext.builder()
            .runtime(time)
            .random(() -> 1)
            .peerRandom(
                connection -> {
                  asked.add(connection.remote().host());
                  return () -> 2;
                })
            .build()) {
      Line line = open(Peer.outbound(own, DEFAULT));
      assertThat(line.remote().heard())
          .singleElement()
          .isInstanceOfSatisfying(
              Version.class, version -> assertThat(version.nonce()).isEqualTo(2));
      assertThat(asked).containsExactly("127.0.0.1");
      line.remote().close();
      time.awaitQuiet();
    }
  }

  @Test
  void aPingWaitsForTheHandshakeNoLongerThanForItsAnswer() {
    Line line = outbound(DEFAULT);
    var pinging = time.async("ping", () -> line.peer().ping(seconds(1)));
    time.advance(seconds(1));
    assertThat(pinging)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(RequestTimeoutException.class);
    assertThat(line.peer().disconnectReason()).isEmpty();
  }

  /** Its reason is why the remote is told to go, not that it does not listen. */
  @Test
  void whoDoesNotHearWhyItIsToGoGoesForThatReasonSoon() {
    Line line = open(Peer.inbound(context, strict()), 256);
    line.remote().say(Remote.version(70015), Verack.INSTANCE);
    assertThat(line.remote().heard()).anyMatch(Verack.class::isInstance);
    var unused = line.peer().sendAsync(new UnknownMessage("large", Bytes.wrap(new byte[10_000])));
    line.remote().sayFrame("inv", Bytes.ofHex("fd51c3" + "00".repeat(50_001 * 36)), true);
    time.awaitQuiet();
    assertThat(line.peer().disconnectReason()).isEmpty();
    time.advance(seconds(5));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.Violation.class);
  }
}
