package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
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
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.filter.BloomFilter;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Version;

/**
 * Core's {@code p2p_filter} (BIP 37): what a bloom filter may be, and what a node that offers them
 * tells whom.
 */
@ExtendWith(TestkitExtension.class)
class FilterScenarioTest {

  private static final GeneratedChain CHAIN =
      ChainGenerator.seeded(37).coinbaseMaturity(2).generate(30);
  private static final Endpoint HOME = new Endpoint("node.example", 18444);

  private static TestNode node(VirtualRuntime time, PipeNetwork network) throws IOException {
    return TestNode.builder(CHAIN).runtime(time).listen(network, HOME).start();
  }

  /** Somebody who has asked for no transactions, as wallets with a filter do at first. */
  private static ScriptedPeer visitor(VirtualRuntime time, PipeNetwork network) throws IOException {
    Version version =
        new Version(
            70015,
            ServiceFlags.NONE,
            0,
            NodeAddress.NONE,
            NodeAddress.NONE,
            37,
            "/wallet:1.0/",
            0,
            false);
    ScriptedPeer visitor =
        ScriptedPeer.builder(Networks.REGTEST, time)
            .version(version)
            .dial(network, HOME)
            .handshake();
    time.awaitQuiet();
    return visitor;
  }

  private static BloomFilter filter(Hash... txids) {
    BloomFilter filter = BloomFilter.create(10, 1e-9, 5, FilterLoad.UPDATE_NONE);
    for (Hash each : txids) {
      filter.insert(each);
    }
    return filter;
  }

  private static Bytes filterLoad(int bytes, int hashFunctions) {
    return Bytes.ofHex(
        "fd%02x%02x".formatted(bytes & 0xff, bytes >>> 8)
            + "ff".repeat(bytes)
            + "%02x000000".formatted(hashFunctions)
            + "00000000"
            + "00");
  }

  @CoreScenario("p2p_filter/limits")
  @Test
  void aFilterAtTheLimitsIsTakenAndOneOverThemIsMisbehaviour(
      VirtualRuntime time, PeerContext context) {
    PeerConfig config = PeerConfig.builder(Networks.REGTEST).services(ServiceFlags.BLOOM).build();
    Encounter fine = Encounter.of(time, Peer.inbound(context, config)).greeted();
    fine.remote().sendFrame("filterload", filterLoad(36_000, 50), true);
    fine.remote().send(new FilterAdd(Bytes.wrap(new byte[520])));
    fine.goesOn();

    Map<String, Bytes> excessive =
        Map.of(
            "a filter of 36,001 bytes", filterLoad(36_001, 1),
            "51 hash functions", filterLoad(300, 51));
    excessive.forEach(
        (what, payload) -> {
          Encounter line = Encounter.of(time, Peer.inbound(context, config)).greeted();
          line.remote().sendFrame("filterload", payload, true);
          assertThat(line.end()).as(what).matches(DisconnectReason::isMisbehaviour);
        });
    Encounter line = Encounter.of(time, Peer.inbound(context, config)).greeted();
    line.remote().sendFrame("filteradd", Bytes.ofHex("fd0902" + "00".repeat(521)), true);
    assertThat(line.end()).matches(DisconnectReason::isMisbehaviour);
  }

  /** Core reads the whole message before it looks at the sizes, and ignores what it cannot read. */
  @CoreScenario("p2p_filter/limits")
  @Test
  void aFilterThatIsCutOffIsIgnoredHoweverMuchItClaims(VirtualRuntime time, PeerContext context) {
    PeerConfig config = PeerConfig.builder(Networks.REGTEST).services(ServiceFlags.BLOOM).build();
    Encounter line = Encounter.of(time, Peer.inbound(context, config)).greeted();
    Bytes excessive = filterLoad(36_001, 51);
    line.remote().sendFrame("filterload", excessive.slice(0, excessive.length() - 1), true);
    line.remote().sendFrame("filterload", Bytes.ofHex("feffffffff"), true);
    line.remote().sendFrame("filteradd", Bytes.ofHex("fd0902" + "00".repeat(520)), true);
    line.goesOn();
  }

  @CoreScenario("p2p_filter/add-without-filter")
  @Test
  void thereIsNothingToAddToWithoutAFilter(VirtualRuntime time, PipeNetwork network)
      throws Exception {
    try (TestNode node = node(time, network);
        ScriptedPeer visitor = visitor(time, network)) {
      visitor.send(filter().toFilterLoad(), new FilterAdd(Bytes.ofHex("00")));
      visitor.expectNothingFor(Duration.ZERO);
      visitor.send(FilterClear.INSTANCE, new FilterAdd(Bytes.ofHex("00")));
      visitor.expectDisconnect();
      assertThat(node.peers()).isEmpty();
    }
  }

  @CoreScenario("p2p_filter/relay")
  @Test
  void transactionsAreAnnouncedFromTheFilterOnAndOnlyThoseThatMatchIt(
      VirtualRuntime time, PipeNetwork network) throws Exception {
    List<Transaction> waiting = CHAIN.unconfirmed(4);
    Transaction wanted = waiting.get(2);
    try (TestNode node = node(time, network);
        ScriptedPeer visitor = visitor(time, network)) {
      node.announce(waiting.get(0));
      visitor.expectNothingFor(Duration.ofMinutes(1));

      visitor.send(filter(wanted.txid()).toFilterLoad());
      time.awaitQuiet();
      node.announce(waiting.get(1));
      node.announce(wanted);
      assertThat(visitor.expect(Inv.class).items())
          .containsExactly(InventoryVector.tx(wanted.txid()));

      visitor.send(FilterClear.INSTANCE);
      time.awaitQuiet();
      node.announce(waiting.get(3));
      assertThat(visitor.expect(Inv.class).items())
          .as("all of them, without a filter")
          .containsExactly(InventoryVector.tx(waiting.get(3).txid()));
    }
  }

  @CoreScenario("p2p_filter/mempool")
  @Test
  void theMempoolIsToldAsFarAsItMatches(VirtualRuntime time, PipeNetwork network) throws Exception {
    List<Transaction> waiting = CHAIN.unconfirmed(5);
    try (TestNode node = node(time, network);
        ScriptedPeer visitor = visitor(time, network)) {
      waiting.forEach(node::addToMempool);
      visitor.send(filter(waiting.get(3).txid()).toFilterLoad(), MemPool.INSTANCE);
      assertThat(visitor.expect(Inv.class).items())
          .containsExactly(InventoryVector.tx(waiting.get(3).txid()));
    }
  }

  @CoreScenario("p2p_filter/merkleblock")
  @Test
  void aBlockComesAsAProofWithWhatMatches(VirtualRuntime time, PipeNetwork network)
      throws Exception {
    Block block = CHAIN.block(20);
    Hash inIt = block.transaction(0).txid();
    try (TestNode node = node(time, network);
        ScriptedPeer visitor = visitor(time, network)) {
      visitor.send(GetData.of(InventoryVector.filteredBlock(block.hash())));
      visitor.expectNothingFor(Duration.ZERO);

      visitor.send(filter(inIt).toFilterLoad());
      visitor.send(GetData.of(InventoryVector.filteredBlock(block.hash())));
      MerkleBlock proof = visitor.expect(MerkleBlock.class);
      assertThat(proof.header()).isEqualTo(block.header());
      assertThat(proof.verify()).singleElement().extracting("txid").isEqualTo(inIt);
      assertThat(visitor.expect(Transaction.class).txid()).isEqualTo(inIt);

      visitor.send(GetData.of(InventoryVector.filteredBlock(CHAIN.hash(21))));
      assertThat(visitor.expect(MerkleBlock.class).verify()).as("nothing matches").isEmpty();
      visitor.expectNothingFor(Duration.ZERO);
      assertThat(node.peers()).hasSize(1);
    }
  }
}
