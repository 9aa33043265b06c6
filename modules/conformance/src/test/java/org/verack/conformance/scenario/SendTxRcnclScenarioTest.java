package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.BitcoinHandshake;
import org.verack.wire.Message;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.SendTxRcncl;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;

/**
 * Core's {@code p2p_sendtxrcncl} (BIP 330): when reconciliation of transactions is offered, and
 * what of the remote's offers is against the rules. The reconciliation itself nobody speaks yet.
 */
@ExtendWith(TestkitExtension.class)
class SendTxRcnclScenarioTest {

  private static final BitcoinHandshake OFFERING =
      BitcoinHandshake.DEFAULT.withTxReconciliation(true);
  private static final SendTxRcncl OFFER = new SendTxRcncl(1, 42);

  private static PeerConfig offering(boolean relay) {
    return PeerConfig.builder(Networks.REGTEST).handshake(OFFERING).relay(relay).build();
  }

  private static Version version(int protocolVersion, boolean relay) {
    return new Version(
        protocolVersion,
        ServiceFlags.NETWORK,
        0,
        NodeAddress.NONE,
        NodeAddress.NONE,
        330,
        "/remote:1.0/",
        0,
        relay);
  }

  /** A listener that has heard a version message. */
  private static Encounter introduced(
      VirtualRuntime time, PeerContext context, PeerConfig config, Version version) {
    Encounter line =
        Encounter.of(time, Peer.inbound(context, config), builder -> builder.version(version));
    line.remote().send(version);
    return line;
  }

  private static boolean isOffered(Encounter line) {
    return line.remote().heard().stream().anyMatch(SendTxRcncl.class::isInstance);
  }

  @CoreScenario("p2p_sendtxrcncl/order")
  @Test
  void itIsOfferedAfterWtxidrelayAndBeforeVerackWithASaltOfItsOwn(
      VirtualRuntime time, PeerContext context) {
    Set<Long> salts = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      Encounter line = introduced(time, context, offering(true), version(70016, true));
      List<Message> said =
          line.remote()
              .expectOnly(
                  Version.class,
                  WtxidRelay.class,
                  SendAddrV2.class,
                  SendTxRcncl.class,
                  Verack.class);
      SendTxRcncl offer = (SendTxRcncl) said.get(3);
      assertThat(offer.version()).isEqualTo(1);
      salts.add(offer.salt());
    }
    assertThat(salts).hasSize(3);
  }

  @CoreScenario("p2p_sendtxrcncl/gating")
  @Test
  void itIsOfferedOnlyWhereBothWantTransactionsAndKnowWtxids(
      VirtualRuntime time, PeerContext context) {
    PeerConfig byDefault = PeerConfig.of(Networks.REGTEST);
    assertThat(isOffered(introduced(time, context, byDefault, version(70016, true)))).isFalse();
    assertThat(isOffered(introduced(time, context, offering(true), version(70016, true)))).isTrue();
    assertThat(isOffered(introduced(time, context, offering(false), version(70016, true))))
        .isFalse();
    assertThat(isOffered(introduced(time, context, offering(true), version(70016, false))))
        .isFalse();
    assertThat(isOffered(introduced(time, context, offering(true), version(70015, true))))
        .isFalse();
  }

  @CoreScenario("p2p_sendtxrcncl/repeated")
  @Test
  void aSecondOfferEndsTheConnection(VirtualRuntime time, PeerContext context) {
    for (PeerConfig each : List.of(offering(true), PeerConfig.of(Networks.REGTEST))) {
      Encounter line = introduced(time, context, each, version(70016, true));
      line.remote().send(WtxidRelay.INSTANCE, OFFER, OFFER);
      assertThat(line.end()).isInstanceOf(DisconnectReason.Violation.class);
    }
  }

  @CoreScenario("p2p_sendtxrcncl/version-zero")
  @Test
  void versionZeroEndsTheConnection(VirtualRuntime time, PeerContext context) {
    for (PeerConfig each : List.of(offering(true), PeerConfig.of(Networks.REGTEST))) {
      Encounter line = introduced(time, context, each, version(70016, true));
      line.remote().send(WtxidRelay.INSTANCE, new SendTxRcncl(0, 42));
      assertThat(line.end()).isInstanceOf(DisconnectReason.Violation.class);
    }
  }

  @CoreScenario("p2p_sendtxrcncl/newer-version")
  @Test
  void aNewerVersionThanOursIsFineAndSoIsASecondWtxidrelay(
      VirtualRuntime time, PeerContext context) {
    Encounter line = introduced(time, context, offering(true), version(70016, true));
    line.remote().send(WtxidRelay.INSTANCE, new SendTxRcncl(2, 42));
    line.remote().send(WtxidRelay.INSTANCE, Verack.INSTANCE);
    line.remote().heard();
    line.goesOn();
    assertThat(line.peer().negotiation().agreed(SendTxRcncl.class)).isTrue();
  }

  @CoreScenario("p2p_sendtxrcncl/late")
  @Test
  void anOfferAfterTheVerackEndsTheConnection(VirtualRuntime time, PeerContext context) {
    Encounter line = introduced(time, context, offering(true), version(70016, true));
    line.remote().send(WtxidRelay.INSTANCE, Verack.INSTANCE, OFFER);
    assertThat(line.end()).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @CoreScenario("p2p_sendtxrcncl/unwanted")
  @Test
  void anOfferThatWeDidNotMakeOurselvesComesToNothing(VirtualRuntime time, PeerContext context) {
    Encounter line =
        introduced(time, context, PeerConfig.of(Networks.REGTEST), version(70016, true));
    line.remote().send(WtxidRelay.INSTANCE, OFFER, Verack.INSTANCE);
    line.remote().heard();
    line.goesOn();
    assertThat(line.peer().negotiation().agreed(SendTxRcncl.class)).isFalse();
  }
}
