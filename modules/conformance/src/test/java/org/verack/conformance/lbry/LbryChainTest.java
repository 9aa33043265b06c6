package org.verack.conformance.lbry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;
import org.verack.wire.lbry.LbryLimits;
import org.verack.wire.lbry.LbryNetworks;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.generator.LbryChain;

/** LBRY's blocks: the first ones, generated ones, and their limits. */
class LbryChainTest {

  static final List<Network> NETWORKS = LbryNetworks.all();

  private static final OutPoint PLACE = new OutPoint(LbryNetworks.MAINNET.genesisHash(), 0);

  @ParameterizedTest
  @FieldSource("NETWORKS")
  void theFirstBlockHashesToThePublishedValueAndHasItsWork(Network network) throws Exception {
    Block genesis = Block.parse(network.genesisBlock());
    assertThat(genesis.hash()).isEqualTo(network.genesisHash());
    assertThat(genesis.hasValidMerkleRoot()).isTrue();
    assertThat(genesis.header().merkleRoot())
        .hasToString("b8211c82c3d15bcd78bba57005b86fed515149a53a425eb592c07af99fe559cc");
    assertThat(LbryNetworks.byName(network.name())).contains(network);
  }

  @Test
  void theProofOfWorkOfTheFirstBlockIsThePublishedOne() throws Exception {
    Block genesis = Block.parse(LbryNetworks.MAINNET.genesisBlock());
    assertThat(genesis.header().proofOfWorkHash())
        .hasToString("0000fc6eb50fdb1fc4489a322b5f881740441b9a59f3290bad53c3815dc3afab");
    assertThat(genesis.header().hasWork(LbryNetworks.MAINNET.powLimitBits())).isTrue();
    assertThat(genesis.header().hasWork(0x1d00ffff)).isFalse();
  }

  @Test
  void aGeneratedChainIsLinkedAndWorkedFor() throws Exception {
    LbryChain chain = LbryChain.generate(LbryNetworks.REGTEST, 7, 60);
    assertThat(LbryChain.generate(LbryNetworks.REGTEST, 7, 60).tip()).isEqualTo(chain.tip());
    assertThat(LbryChain.generate(LbryNetworks.REGTEST, 8, 60).tip()).isNotEqualTo(chain.tip());
    for (int height = 1; height <= chain.tipHeight(); height++) {
      Block block = chain.blocks().get(height);
      assertThat(block.header().previousBlock()).isEqualTo(chain.blocks().get(height - 1).hash());
      assertThat(block.header().hasWork(LbryNetworks.REGTEST.powLimitBits())).isTrue();
      assertThat(block.hasValidMerkleRoot()).isTrue();
      assertThat(block.hasValidWitnessCommitment()).isTrue();
      assertThat(Block.parse(block.bytes())).isEqualTo(block);
      Block stripped = block.stripped();
      assertThat(stripped.hash()).isEqualTo(block.hash());
      assertThat(stripped.body().txids()).isEqualTo(block.body().txids());
      assertThat(stripped.body().hasWitness()).isFalse();
    }
    assertThatThrownBy(() -> LbryChain.generate(LbryNetworks.SIGNET, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Transaction withWitness(Witness witness) {
    return Transaction.of(
        1,
        List.of(new TxIn(PLACE, Bytes.EMPTY, 0, witness)),
        List.of(new TxOut(1, Bytes.EMPTY)),
        0,
        LbryLimits.TRANSACTION);
  }

  @Test
  void witnessItemsHaveLbrysLimits() throws Exception {
    var messages = LbryNetworks.MAINNET.messages();
    WireFormat format = WireFormat.witness(70013);
    Bytes most = Bytes.wrap(new byte[11_000]);
    Transaction legal = withWitness(new Witness(List.of(most)));
    assertThat(messages.decode("tx", legal.bytes(), format)).isEqualTo(legal);
    Bytes more = Bytes.wrap(new byte[11_001]);
    assertThatThrownBy(() -> withWitness(new Witness(List.of(more))))
        .isInstanceOf(EncodeException.class);
    // Bitcoin allows it.
    Bytes bytes =
        Transaction.of(
                1,
                List.of(new TxIn(PLACE, Bytes.EMPTY, 0, new Witness(List.of(more)))),
                List.of(),
                0)
            .bytes();
    assertThatThrownBy(() -> messages.decode("tx", bytes, format))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("11001");
  }

  @Test
  void largerTransactionsThanBitcoinsAreWrittenAndRead() throws Exception {
    Bytes script = Bytes.wrap(new byte[7_000_000]);
    Transaction large =
        Transaction.of(
            1,
            List.of(new TxIn(PLACE, Bytes.EMPTY, 0)),
            List.of(new TxOut(1, script)),
            0,
            LbryLimits.TRANSACTION);
    Bytes frame = LbryNetworks.MAINNET.encode(large, WireFormat.base(70013)).payload();
    assertThat(LbryNetworks.MAINNET.messages().decode("tx", frame, WireFormat.base(70013)))
        .isEqualTo(large);
  }

  @Test
  void aBlockWithASuperfluousMarkerIsReadWithoutIt() throws Exception {
    LbryChain chain = LbryChain.generate(LbryNetworks.REGTEST, 3, 1);
    Block block = chain.tip().stripped();
    String hex = block.bytes().toHex();
    int at = 2 * (112 + 1 + 4);
    // The marker behind the version, and an empty witness before the lock time.
    String marked =
        hex.substring(0, at)
            + "0001"
            + hex.substring(at, hex.length() - 8)
            + "00"
            + hex.substring(hex.length() - 8);
    Block read = Block.parse(Bytes.ofHex(marked));
    assertThat(read).isEqualTo(block);
    assertThat(read.body().wtxids()).isEqualTo(block.body().txids());
  }
}
