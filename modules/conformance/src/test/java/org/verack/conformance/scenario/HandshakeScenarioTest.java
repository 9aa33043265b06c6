package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.message.Version;
import org.verack.wire.role.VersionMessage;

/**
 * Core's {@code p2p_handshake}: which services a node insists on where it dials, which peers it
 * leaves again at once, and that it recognises itself.
 */
@ExtendWith(TestkitExtension.class)
class HandshakeScenarioTest {

  private static final Endpoint HOME = new Endpoint("node.example", 18444);

  /** Peers that keep only the last two days of blocks are of use to who lacks less than one. */
  private static final int NEAR_THE_TIP = 144;

  private static final ServiceFlags FULL =
      ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS);
  private static final ServiceFlags LIMITED =
      ServiceFlags.of(ServiceFlags.NETWORK_LIMITED, ServiceFlags.WITNESS);

  /** What Core wants of whom it dials to relay or to download from. */
  private static Optional<String> wanting(VersionMessage theirs, int blocksBehind) {
    ServiceFlags services = theirs.services();
    boolean useful = services.has(FULL) || (services.has(LIMITED) && blocksBehind < NEAR_THE_TIP);
    return useful ? Optional.empty() : Optional.of("it does not have the services we need");
  }

  private static boolean accepts(
      VirtualRuntime time, PeerContext context, ServiceFlags services, int blocksBehind) {
    PeerConfig choosy =
        PeerConfig.builder(Networks.REGTEST)
            .versionCheck(theirs -> wanting(theirs, blocksBehind))
            .build();
    Encounter line =
        Encounter.of(time, Peer.outbound(context, choosy), builder -> builder.services(services));
    line.remote().expect(Version.class);
    line.remote().send(line.remote().version());
    time.awaitQuiet();
    boolean accepted = line.peer().disconnectReason().isEmpty();
    assertThat(line.remote().heard().isEmpty()).as("it says no more").isEqualTo(!accepted);
    return accepted;
  }

  @CoreScenario("p2p_handshake/services")
  @Test
  void whoLacksTheServicesWeNeedIsLeftAtItsVersion(VirtualRuntime time, PeerContext context) {
    assertThat(accepts(time, context, FULL, 1000)).isTrue();
    assertThat(accepts(time, context, FULL.with(ServiceFlags.BLOOM), 1000)).isTrue();
    for (ServiceFlags each :
        List.of(ServiceFlags.NONE, ServiceFlags.NETWORK, ServiceFlags.WITNESS)) {
      assertThat(accepts(time, context, each, 0)).as("%s", each).isFalse();
    }
  }

  @CoreScenario("p2p_handshake/limited")
  @Test
  void whoKeepsOnlyTheLastBlocksIsOfUseNearTheTip(VirtualRuntime time, PeerContext context) {
    assertThat(accepts(time, context, LIMITED, 143)).isTrue();
    assertThat(accepts(time, context, LIMITED, 144)).isFalse();
    assertThat(accepts(time, context, ServiceFlags.NETWORK_LIMITED, 0)).isFalse();
  }

  @CoreScenario("p2p_handshake/inbound")
  @Test
  void whoDialsUsOrIsDialedOnPurposeMayOfferNothing(VirtualRuntime time, PeerContext context) {
    PeerConfig config = PeerConfig.of(Networks.REGTEST);
    for (Peer peer : List.of(Peer.inbound(context, config), Peer.outbound(context, config))) {
      Encounter.of(time, peer, builder -> builder.services(ServiceFlags.NONE)).greeted().goesOn();
    }
  }

  @CoreScenario({"p2p_handshake/feeler", "p2p_add_connections/feeler"})
  @Test
  void aFeelerHearsAVersionAndGoes(VirtualRuntime time, PeerContext context) {
    List<VersionMessage> felt = new ArrayList<>();
    PeerConfig feeler =
        PeerConfig.builder(Networks.REGTEST)
            .relay(false)
            .versionCheck(
                theirs -> {
                  felt.add(theirs);
                  return Optional.of("all that a feeler wants to know");
                })
            .build();
    Encounter line = Encounter.of(time, Peer.outbound(context, feeler));
    line.remote().expect(Version.class);
    line.remote().send(line.remote().version());
    line.remote().expectDisconnect();
    assertThat(felt).containsExactly(line.remote().version());
  }

  @CoreScenario("p2p_handshake/self-encrypted")
  @Test
  void aListenerRecognisesItselfBehindEncryptionToo(
      VirtualRuntime time, PipeNetwork network, PeerContext context) throws Exception {
    for (PeerConfig.Encryption each : PeerConfig.Encryption.values()) {
      PeerConfig config =
          PeerConfig.builder(Networks.REGTEST).dialer(network).encryption(each).build();
      List<Peer> accepted = new ArrayList<>();
      try (PeerListener listener =
          PeerListener.listen(context, config, network.listen(HOME), accepted::add)) {
        Peer dialer = Peer.outbound(context, config);
        var dialing =
            time.async(
                "dial",
                () -> {
                  dialer.connect(listener.endpoint());
                  return dialer;
                });
        time.awaitQuiet();
        assertThat(dialing).as("%s", each).isCompletedExceptionally();
        assertThat(accepted.getLast().disconnectReason())
            .contains(new DisconnectReason.SelfConnection());
      }
    }
  }
}
