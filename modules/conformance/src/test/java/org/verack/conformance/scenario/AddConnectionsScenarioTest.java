package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
import org.verack.peer.InboundLimits;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;

/**
 * Core's {@code p2p_add_connections}: each kind of connection can be made, behaves as its kind, and
 * has its quota. Feelers are in {@code HandshakeScenarioTest}, addr-fetch connections in {@code
 * AddrFetchScenarioTest}; how many of each to dial, and when, the program decides.
 */
@ExtendWith(TestkitExtension.class)
class AddConnectionsScenarioTest {

  private static final Endpoint HOME = new Endpoint("node.example", 18444);

  @CoreScenario("p2p_add_connections/full-relay")
  @Test
  void aFullRelayConnectionWantsTransactionsAndAddresses(VirtualRuntime time, PeerContext context)
      throws Exception {
    Encounter line = Encounter.of(time, Peer.outbound(context, PeerConfig.of(Networks.REGTEST)));
    assertThat(line.remote().expect(Version.class).relay()).isTrue();
    line.remote().send(line.remote().version(), Verack.INSTANCE);
    line.remote().heard();
    line.peer().send(GetAddr.INSTANCE);
    line.remote().expectOnly(GetAddr.class);
    line.remote().send(Inv.of(InventoryVector.tx(Hash.ZERO)));
    line.goesOn();
  }

  @CoreScenario("p2p_add_connections/block-relay-only")
  @Test
  void aBlockRelayOnlyConnectionIsToldOfBlocksAndToleratesNoTransactions(
      VirtualRuntime time, PeerContext context) {
    PeerConfig blocks = PeerConfig.builder(Networks.REGTEST).relay(false).build();
    Encounter line = Encounter.of(time, Peer.outbound(context, blocks));
    assertThat(line.remote().expect(Version.class).relay()).isFalse();
    line.remote().send(line.remote().version(), Verack.INSTANCE);
    assertThat(line.remote().heard())
        .as("addresses are asked for by the program only")
        .noneMatch(GetAddr.class::isInstance);
    line.remote().send(Inv.of(InventoryVector.block(Hash.ZERO)));
    line.goesOn();
    line.remote().send(Inv.of(InventoryVector.tx(Hash.ZERO)));
    assertThat(line.end()).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @CoreScenario("p2p_add_connections/quota")
  @Test
  void whoComesWhenAllPlacesAreTakenIsTurnedAwayUntilOneIsFree(
      VirtualRuntime time, PipeNetwork network, PeerContext context, GeneratedChain chain)
      throws Exception {
    PeerConfig config = PeerConfig.builder(Networks.REGTEST).dialer(network).build();
    try (TestNode node =
        TestNode.builder(chain)
            .runtime(time)
            .listen(network, HOME)
            .inboundLimits(InboundLimits.DEFAULT.withTotal(2))
            .start()) {
      Peer first = Peer.outbound(context, config);
      Peer second = Peer.outbound(context, config);
      first.connect(HOME);
      second.connect(HOME);
      assertThatThrownBy(() -> Peer.outbound(context, config).connect(HOME))
          .isInstanceOf(PeerClosedException.class);
      first.close();
      time.awaitQuiet();
      Peer third = Peer.outbound(context, config);
      third.connect(HOME);
      time.awaitQuiet();
      assertThat(node.peers()).hasSize(2).allMatch(Peer::isInbound);
    }
  }
}
