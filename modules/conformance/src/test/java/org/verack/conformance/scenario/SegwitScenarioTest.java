package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.request.Requests;

/**
 * Core's {@code p2p_segwit}, as far as it is about messages (BIP 144): witnesses come where they
 * are asked for, from those who have them.
 */
@ExtendWith(TestkitExtension.class)
class SegwitScenarioTest {

  private static final GeneratedChain CHAIN =
      ChainGenerator.seeded(144).coinbaseMaturity(2).generate(30);
  private static final Block WITH_WITNESSES =
      CHAIN.blocks().stream().filter(Block::hasWitness).findFirst().orElseThrow();
  private static final Transaction WAITING =
      CHAIN.unconfirmed(10).stream().filter(Transaction::hasWitness).findFirst().orElseThrow();
  private static final Endpoint HOME = new Endpoint("node.example", 18444);

  private static TestNode node(VirtualRuntime time, PipeNetwork network) throws IOException {
    return TestNode.builder(CHAIN).runtime(time).listen(network, HOME).start();
  }

  private static ScriptedPeer visitor(VirtualRuntime time, PipeNetwork network) throws IOException {
    return ScriptedPeer.builder(Networks.REGTEST, time).dial(network, HOME).handshake();
  }

  @CoreScenario("p2p_segwit/blocks")
  @Test
  void aBlockComesWithItsWitnessesIfTheTypeSaysSoAndWithoutThemIfNot(
      VirtualRuntime time, PipeNetwork network) throws Exception {
    Hash hash = WITH_WITNESSES.hash();
    try (TestNode node = node(time, network);
        ScriptedPeer visitor = visitor(time, network)) {
      visitor.send(GetData.of(InventoryVector.witnessBlock(hash), InventoryVector.block(hash)));
      Block whole = visitor.expect(Block.class);
      Block stripped = visitor.expect(Block.class);
      assertThat(whole).isEqualTo(WITH_WITNESSES);
      assertThat(stripped.hasWitness()).isFalse();
      assertThat(stripped.header()).isEqualTo(whole.header());
      assertThat(stripped.size()).isLessThan(whole.size());
      assertThat(stripped.txids()).isEqualTo(whole.txids());
      assertThat(node.peers()).hasSize(1);
    }
  }

  @CoreScenario("p2p_segwit/transactions")
  @Test
  void aTransactionComesWithItsWitnessesIfTheTypeSaysSoAndWithoutThemIfNot(
      VirtualRuntime time, PipeNetwork network) throws Exception {
    try (TestNode node = node(time, network);
        ScriptedPeer visitor = visitor(time, network)) {
      node.announce(WAITING);
      assertThat(visitor.expect(Inv.class).items())
          .containsExactly(InventoryVector.wtx(WAITING.wtxid()));
      visitor.send(
          GetData.of(
              InventoryVector.wtx(WAITING.wtxid()),
              InventoryVector.witnessTx(WAITING.txid()),
              InventoryVector.tx(WAITING.txid())));
      assertThat(visitor.expect(Transaction.class)).isEqualTo(WAITING);
      assertThat(visitor.expect(Transaction.class)).isEqualTo(WAITING);
      Transaction stripped = visitor.expect(Transaction.class);
      assertThat(stripped.hasWitness()).isFalse();
      assertThat(stripped.txid()).isEqualTo(WAITING.txid());
    }
  }

  @CoreScenario("p2p_segwit/mixed")
  @Test
  void aTransactionIsAnnouncedByTheIdThatWasAgreedOrInVain(VirtualRuntime time, PipeNetwork network)
      throws Exception {
    InventoryVector byTxid = InventoryVector.tx(WAITING.txid());
    InventoryVector byWtxid = InventoryVector.wtx(WAITING.wtxid());
    try (TestNode node = node(time, network);
        ScriptedPeer agreed = visitor(time, network);
        ScriptedPeer older =
            ScriptedPeer.builder(Networks.REGTEST, time)
                .protocolVersion(70_015)
                .dial(network, HOME)
                .handshake()) {
      agreed.send(Inv.of(byTxid));
      agreed.expectNothingFor(Duration.ofSeconds(30));
      agreed.send(Inv.of(byWtxid));
      assertThat(agreed.expect(GetData.class).items()).containsExactly(byWtxid);

      older.send(Inv.of(byWtxid));
      older.expectNothingFor(Duration.ofSeconds(30));
      older.send(Inv.of(byTxid));
      assertThat(older.expect(GetData.class).items())
          .containsExactly(InventoryVector.witnessTx(WAITING.txid()));
      assertThat(node.mempool()).isEmpty();
    }
  }

  @CoreScenario("p2p_segwit/requests")
  @Test
  void witnessesAreAskedOfThoseWhoHaveThem(VirtualRuntime time, PeerContext context) {
    for (boolean witness : new boolean[] {true, false}) {
      ServiceFlags services =
          witness
              ? ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS)
              : ServiceFlags.NETWORK;
      Encounter line =
          Encounter.of(
                  time,
                  Peer.outbound(context, PeerConfig.of(Networks.REGTEST)),
                  builder -> builder.services(services))
              .greeted();
      Hash hash = WITH_WITNESSES.hash();
      var asking =
          time.async(
              "ask", () -> line.peer().request(Requests.block(hash), Duration.ofSeconds(30)));
      assertThat(line.remote().expect(GetData.class).items())
          .containsExactly(
              witness ? InventoryVector.witnessBlock(hash) : InventoryVector.block(hash));
      line.remote().useFormat(line.remote().format().withWitness(witness)).send(WITH_WITNESSES);
      time.awaitQuiet();
      assertThat(asking)
          .isCompletedWithValueMatching(
              block -> block.orElseThrow().hasWitness() == witness, "has witnesses: " + witness);
    }
  }
}
