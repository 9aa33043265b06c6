package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.message.Feature;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;

/**
 * Core's {@code p2p_bip434_feature}: which {@code feature} messages are taken, when and from whom.
 * More of it is in {@code NegotiationTest}.
 */
@ExtendWith(TestkitExtension.class)
class FeatureScenarioTest {

  private static final String ID = "62697034";

  /** A listener that has heard a version message and waits for the verack. */
  private static Encounter introduced(VirtualRuntime time, PeerContext context) {
    Encounter line = Encounter.of(time, Peer.inbound(context, PeerConfig.of(Networks.REGTEST)));
    line.remote().send(line.remote().version());
    return line;
  }

  private static boolean isTaken(VirtualRuntime time, PeerContext context, Bytes payload) {
    Encounter line = introduced(time, context);
    line.remote().sendFrame("feature", payload, true);
    time.awaitQuiet();
    boolean taken = line.peer().disconnectReason().isEmpty();
    if (taken) {
      line.remote().send(Verack.INSTANCE).heard();
      line.goesOn();
      assertThat(line.peer().negotiation().received(Feature.class)).isTrue();
    } else {
      assertThat(line.end()).matches(DisconnectReason::isMisbehaviour);
    }
    return taken;
  }

  @CoreScenario("p2p_bip434_feature/version")
  @Test
  void ourVersionSaysThatWeKnowFeaturesAndWeAnnounceNoneByDefault(
      VirtualRuntime time, PeerContext context) {
    Encounter line = introduced(time, context);
    List<Message> said =
        line.remote().expectOnly(Version.class, WtxidRelay.class, SendAddrV2.class, Verack.class);
    assertThat(((Version) said.getFirst()).protocolVersion()).isEqualTo(70017);
  }

  @CoreScenario("p2p_bip434_feature/id-length")
  @Test
  void anIdHasFourToEightyBytes(VirtualRuntime time, PeerContext context) {
    Map<Integer, Boolean> lengths = Map.of(0, false, 3, false, 4, true, 80, true, 81, false);
    lengths.forEach(
        (length, taken) -> {
          Bytes payload = Bytes.ofHex("%02x".formatted(length) + "61".repeat(length) + "00");
          assertThat(isTaken(time, context, payload)).as("%d bytes", length).isEqualTo(taken);
        });
  }

  @CoreScenario("p2p_bip434_feature/data-length")
  @Test
  void dataHaveUpTo512Bytes(VirtualRuntime time, PeerContext context) {
    Map<Integer, Boolean> lengths = Map.of(0, true, 512, true, 513, false);
    lengths.forEach(
        (length, taken) -> {
          String size = length == 0 ? "00" : "fd%02x02".formatted(length - 512);
          Bytes payload = Bytes.ofHex("04" + ID + size + "00".repeat(length));
          assertThat(isTaken(time, context, payload)).as("%d bytes", length).isEqualTo(taken);
        });
  }

  @CoreScenario("p2p_bip434_feature/many")
  @Test
  void featuresThatNobodyKnowsAreTakenInAnyNumberAndChangeNothing(
      VirtualRuntime time, PeerContext context) {
    Encounter line = introduced(time, context);
    for (int i = 0; i < 16; i++) {
      line.remote().send(new Feature("feat%04d".formatted(i), Bytes.EMPTY));
    }
    line.remote().send(Verack.INSTANCE).heard();
    line.goesOn();
    assertThat(line.peer().negotiation().received())
        .filteredOn(Feature.class::isInstance)
        .hasSize(16);
    assertThat(line.peer().negotiation().agreed(Feature.class)).isFalse();
  }
}
