package org.verack.conformance.kaspa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.chain.MerkleTree;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.kaspa.KaspaNetworks;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.chain.SubnetworkId;
import org.verack.wire.kaspa.chain.Transaction;
import org.verack.wire.kaspa.chain.Transaction.Execution;
import org.verack.wire.kaspa.chain.TxIn;
import org.verack.wire.kaspa.generator.KaspaDag;

/** Kaspa's blocks: the first ones, generated ones, and what is particular about transactions. */
class KaspaChainTest {

  static final List<Network> NETWORKS = KaspaNetworks.all();

  private static final Bytes PAYLOAD = Bytes.ofHex("010203");
  private static final SubnetworkId OTHER =
      new SubnetworkId(Bytes.ofHex("0300000000000000000000000000000000000001"));

  @ParameterizedTest
  @FieldSource("NETWORKS")
  void theFirstBlockHashesToThePublishedValueAndHasItsWork(Network network) throws Exception {
    Block genesis = Block.parse(network.genesisBlock());
    assertThat(genesis.hash()).isEqualTo(network.genesisHash());
    assertThat(genesis.header().isGenesis()).isTrue();
    assertThat(genesis.header().hasWork(network.powLimitBits())).isTrue();
    assertThat(genesis.header().hashMerkleRoot()).isEqualTo(genesis.transactions().get(0).hash());
    assertThat(KaspaNetworks.byName(network.name())).contains(network);
  }

  @Test
  void theFirstBlockOfTheMainNetworkIsThePublishedOneByteForByte() {
    assertThat(KaspaNetworks.MAINNET.genesisBlock().toHex())
        .isEqualTo(
            "0000001000ca855627c76ab57a261d63621e5721f05e601fee1d4daa5372e116da4bb3d80e00000000000"
                + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                + "00000000000000000000000000000000000990fed1573010000ffff7f2000000000000000000101000"
                + "0000000000000000000000001000000000000000000000000000000000000000000000000000000c44"
                + "1e6781df7b339664d1a039763c72cfc70d775b6d9fc1a96f0ac07effa2638200000000000000000"
                + "17a914da1745e9b549bd0bfa1a569971c77eba30cd5a4b87");
  }

  @Test
  void generatedBlocksFollowWhatIsThereAndAreWorkedFor() throws Exception {
    KaspaDag dag = KaspaDag.generate(KaspaNetworks.REGTEST, 5, 80);
    assertThat(dag.blocks()).hasSize(81);
    assertThat(KaspaDag.generate(KaspaNetworks.REGTEST, 5, 80).selectedTip())
        .isEqualTo(dag.selectedTip());
    Set<Hash> before = new HashSet<>();
    int joins = 0;
    for (Block block : dag.blocks()) {
      assertThat(before).containsAll(block.header().parents());
      joins += block.header().parentCount() > 1 ? 1 : 0;
      if (!before.isEmpty()) {
        assertThat(block.header().hasWork(KaspaNetworks.REGTEST.powLimitBits())).isTrue();
      }
      assertThat(block.header().hashMerkleRoot())
          .isEqualTo(
              MerkleTree.root(block.transactions().stream().map(Transaction::hash).toList()));
      assertThat(Block.parse(block.bytes())).isEqualTo(block);
      before.add(block.hash());
    }
    assertThat(joins).isPositive();
    assertThatThrownBy(() -> KaspaDag.generate(KaspaNetworks.DEVNET, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TxIn spending(String script) {
    return new TxIn(new OutPoint(Hash.ZERO, 1), Bytes.ofHex(script), TxIn.FINAL_SEQUENCE);
  }

  @Test
  void theIdDoesNotDependOnSignaturesAndPayloads() {
    Transaction one = Transaction.of(1, List.of(spending("aa")), List.of(), 9);
    Transaction two = Transaction.of(1, List.of(spending("bbbb")), List.of(), 9);
    assertThat(one.id()).isEqualTo(two.id());
    assertThat(one.hash()).isNotEqualTo(two.hash());

    Transaction whole =
        Transaction.of(1, List.of(spending("aa")), List.of(), 9, OTHER, Execution.of(PAYLOAD));
    Transaction partial = whole.withoutPayload();
    assertThat(partial.payload()).isEqualTo(Bytes.EMPTY);
    assertThat(partial.payloadHash()).isEqualTo(Transaction.payloadHash(PAYLOAD));
    assertThat(partial.hash()).isEqualTo(whole.hash());
    assertThat(partial.id()).isEqualTo(whole.id());
    assertThat(partial.withoutPayload()).isSameAs(partial);
    assertThat(one.withoutPayload()).isSameAs(one);
  }

  @Test
  void gasBelongsToSubnetworksThatTheNetworkDoesNotDefine() {
    Execution costly = new Execution(7, Transaction.payloadHash(PAYLOAD), PAYLOAD);
    assertThat(Transaction.of(1, List.of(), List.of(), 0, OTHER, costly).gas()).isEqualTo(7);
    assertThatThrownBy(
            () -> Transaction.of(1, List.of(), List.of(), 0, SubnetworkId.COINBASE, costly))
        .isInstanceOf(EncodeException.class);
    assertThatThrownBy(
            () -> Transaction.of(1, List.of(), List.of(), 0, SubnetworkId.NATIVE, costly))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(SubnetworkId.COINBASE).hasToString("00".repeat(19) + "01");
  }
}
