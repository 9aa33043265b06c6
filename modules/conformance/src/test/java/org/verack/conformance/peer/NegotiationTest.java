package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Negotiator;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.connection.Connection;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.wire.BitcoinHandshake;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.message.Feature;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;
import org.verack.wire.role.NegotiationMessage;

/** What is said between version and verack, beyond the usual. */
class NegotiationTest extends PeerTests {

  private static final Feature ADVERTISED = new Feature("BIP9998", Bytes.ofHex("01"));
  private static final Feature CHOSEN = new Feature("BIP9999", Bytes.EMPTY);

  private static PeerConfig negotiating(Negotiator negotiator) {
    return config(builder -> builder.negotiator(negotiator));
  }

  private static List<Message> features(List<Message> messages) {
    return messages.stream().filter(Feature.class::isInstance).toList();
  }

  @CoreScenario("p2p_bip434_feature/announced")
  @Test
  void featuresOfTheScriptAreAdvertisedBeforeTheVerack_BIP434() {
    PeerConfig config =
        config(builder -> builder.handshake(BitcoinHandshake.DEFAULT.withFeatures(ADVERTISED)));
    Line line = inbound(config);
    line.remote().say(Remote.version(70017));
    line.remote()
        .expect(Version.class, WtxidRelay.class, SendAddrV2.class, Feature.class, Verack.class);
    line.remote().say(new Feature("BIP1234", Bytes.EMPTY), ADVERTISED, Verack.INSTANCE);
    time.awaitQuiet();
    assertThat(line.connecting()).isCompleted();
    assertThat(line.peer().negotiation().agreed(Feature.class)).isTrue();
    assertThat(features(line.peer().negotiation().received())).hasSize(2);
  }

  @CoreScenario("p2p_bip434_feature/old-remote")
  @Test
  void featuresNeedVersion70017OnBothSides_BIP434() {
    PeerConfig config =
        config(builder -> builder.handshake(BitcoinHandshake.DEFAULT.withFeatures(ADVERTISED)));
    Line line = inbound(config);
    line.remote().say(Remote.version(70016));
    line.remote().expect(Version.class, WtxidRelay.class, SendAddrV2.class, Verack.class);
  }

  /** Each a subtest of Bitcoin Core's p2p_bip434_feature. */
  @CoreScenario({
    "p2p_bip434_feature/trailing",
    "p2p_bip434_feature/truncated-id",
    "p2p_bip434_feature/truncated-data",
    "p2p_bip434_feature/id-length",
    "p2p_bip434_feature/data-length"
  })
  @Test
  void malformedFeaturesEndTheConnection_BIP434_Core() {
    String id = "0742495039393939";
    List<Bytes> malformed =
        List.of(
            Bytes.EMPTY,
            Bytes.ofHex("03414243" + "00"),
            Bytes.ofHex("51" + "41".repeat(81) + "00"),
            Bytes.ofHex(id),
            Bytes.ofHex(id + "01"),
            Bytes.ofHex(id + "fd0102" + "00".repeat(513)),
            Bytes.ofHex(id + "00" + "00"));
    for (Bytes payload : malformed) {
      Line line = inbound(PeerConfig.of(Remote.NETWORK));
      line.remote().say(Remote.version(70017));
      line.remote().sayFrame("feature", payload, true);
      assertThat(ended(line.peer()))
          .as("feature %s", payload)
          .isInstanceOfSatisfying(
              DisconnectReason.Violation.class,
              reason -> assertThat(reason.isMisbehaviour()).isTrue());
    }
  }

  @CoreScenario({"p2p_bip434_feature/from-old-remote", "p2p_bip434_feature/after-verack"})
  @Test
  void aFeatureFromAnOlderVersionOrAfterTheVerackEndsTheConnection_BIP434_Core() {
    Line old = inbound(PeerConfig.of(Remote.NETWORK));
    old.remote().say(Remote.version(70016));
    old.remote().sayFrame("feature", Bytes.ofHex("074249503939393900"), true);
    assertThat(ended(old.peer())).isInstanceOf(DisconnectReason.Violation.class);
    Line late = connected(PeerConfig.of(Remote.NETWORK));
    late.remote().say(CHOSEN);
    assertThat(ended(late.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @CoreScenario("p2p_bip434_feature/before-version")
  @Test
  void aFeatureBeforeTheVersionIsIgnored_Core() {
    Line line = inbound(PeerConfig.of(Remote.NETWORK));
    line.remote().say(CHOSEN);
    line.remote().greetListener(70017);
    assertThat(line.connecting()).isCompleted();
    assertThat(features(line.peer().negotiation().received())).isEmpty();
  }

  @CoreScenario("p2p_bip434_feature/non-ascii")
  @Test
  void theLongestFeatureAndUnprintableIdsAreTaken_BIP434_Core() {
    Line line = inbound(PeerConfig.of(Remote.NETWORK));
    line.remote().say(Remote.version(70017));
    line.remote()
        .sayFrame(
            "feature", Bytes.ofHex("50" + "41".repeat(80) + "fd0002" + "00".repeat(512)), true)
        .sayFrame("feature", Bytes.ofHex("04" + "000102ff" + "00"), true)
        .say(Verack.INSTANCE);
    time.awaitQuiet();
    assertThat(features(line.peer().negotiation().received())).hasSize(2);
  }

  @Test
  void aProgramMayAdvertiseForOneConnection_BIP434() {
    Line line =
        inbound(
            negotiating(
                talk -> {
                  talk.send(ADVERTISED);
                  return Optional.empty();
                }));
    line.remote().say(Remote.version(70017));
    line.remote()
        .expect(Version.class, WtxidRelay.class, SendAddrV2.class, Feature.class, Verack.class);
    line.remote().say(Verack.INSTANCE);
    time.awaitQuiet();
    assertThat(line.peer().negotiation().sent(Feature.class)).isTrue();
  }

  /** To coordinate and to choose: look at what the other side says before the verack. */
  @Test
  void aProgramMayAnswerWhatTheRemoteSaysBeforeItsVerack_BIP434() {
    List<Message> seen = new ArrayList<>();
    Line line =
        outbound(
            negotiating(
                talk -> {
                  Optional<NegotiationMessage> next;
                  while ((next = talk.next()).isPresent()) {
                    seen.add(next.get());
                  }
                  if (seen.contains(CHOSEN)) {
                    talk.send(CHOSEN);
                  }
                  assertThat(talk.soFar().received()).containsExactlyElementsOf(seen);
                  return Optional.empty();
                }));
    line.remote().expect(Version.class);
    line.remote().say(Remote.version(70017), WtxidRelay.INSTANCE, ADVERTISED, CHOSEN);
    line.remote().expect(WtxidRelay.class, SendAddrV2.class);
    assertThat(line.connecting()).isNotDone();
    line.remote().say(Verack.INSTANCE);
    assertThat(line.remote().heard()).startsWith(CHOSEN, Verack.INSTANCE);
    assertThat(line.connecting()).isCompleted();
    assertThat(seen).containsExactly(WtxidRelay.INSTANCE, ADVERTISED, CHOSEN);
    assertThat(line.peer().negotiation().agreed(Feature.class)).isTrue();
  }

  @Test
  void twoPeersMayCoordinateOverALine_BIP434() {
    PeerConfig listening =
        negotiating(
            talk -> {
              talk.send(ADVERTISED);
              talk.send(CHOSEN);
              return Optional.empty();
            });
    PeerConfig dialing =
        negotiating(
            talk -> {
              Optional<NegotiationMessage> next;
              while ((next = talk.next()).isPresent()) {
                if (next.get() instanceof Feature feature
                    && talk.soFar().sent().stream().noneMatch(Feature.class::isInstance)) {
                  talk.send(feature);
                }
              }
              return Optional.empty();
            });
    Pipes.Pair pair = Pipes.on(time).open();
    Peer dialer = Peer.outbound(context, dialing);
    Peer listener = Peer.inbound(context, config(b -> listeningOn(b, listening)));
    var one = connecting(dialer, pair.dialer());
    var other = connecting(listener, pair.listener());
    time.awaitQuiet();
    assertThat(one).isCompleted();
    assertThat(other).isCompleted();
    assertThat(features(listener.negotiation().received())).containsExactly(ADVERTISED);
    assertThat(features(dialer.negotiation().received())).containsExactly(ADVERTISED, CHOSEN);
  }

  private static PeerConfig.Builder listeningOn(PeerConfig.Builder builder, PeerConfig like) {
    return builder.negotiator(like.negotiator()).allowSelfConnection(true);
  }

  private CompletableFuture<@Nullable Void> connecting(Peer peer, Connection connection) {
    return time.async(
        "connect",
        () -> {
          peer.connect(connection);
          return null;
        });
  }

  @Test
  void aProgramMayRefuseWhatWasNegotiated() {
    Line line = inbound(negotiating(talk -> Optional.of("no common feature")));
    line.remote().say(Remote.version(70017));
    assertThat(ended(line.peer()))
        .isEqualTo(new DisconnectReason.VersionRefused("no common feature"));
  }

  @Test
  void aNegotiatorThatFailsEndsItsConnection() {
    var failure = new IllegalStateException("mine");
    Line line =
        inbound(
            negotiating(
                talk -> {
                  throw failure;
                }));
    line.remote().say(Remote.version(70017));
    assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.Failure(failure));
  }

  @Test
  void aNegotiatorThatWaitsIsToldOfTheEnd() {
    Line gone =
        inbound(
            negotiating(
                talk -> {
                  assertThat(talk.next()).isEmpty();
                  return Optional.empty();
                }));
    gone.remote().say(Remote.version(70017));
    time.awaitQuiet();
    gone.remote().close();
    assertThat(ended(gone.peer())).isEqualTo(new DisconnectReason.RemoteClose(false, true));
    Line silent =
        inbound(
            negotiating(
                talk -> {
                  assertThat(talk.next()).isEmpty();
                  return Optional.empty();
                }));
    silent.remote().say(Remote.version(70017));
    time.advance(seconds(60));
    assertThat(ended(silent.peer())).isInstanceOf(DisconnectReason.HandshakeTimeout.class);
  }

  @Test
  void moreThan64KilobytesOfNegotiationEndTheConnection() {
    Line line = inbound(PeerConfig.of(Remote.NETWORK));
    line.remote().say(Remote.version(70017));
    Feature large = new Feature("BIP9997", Bytes.wrap(new byte[512]));
    int frame = Remote.NETWORK.encode(large, line.peer().format()).frameLength();
    for (int sent = 0; sent + frame <= 64 * 1024; sent += frame) {
      line.remote().say(large);
    }
    time.awaitQuiet();
    assertThat(line.peer().disconnectReason()).isEmpty();
    line.remote().say(large);
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }
}
