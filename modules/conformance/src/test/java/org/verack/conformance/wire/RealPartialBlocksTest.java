package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.wire.Vectors.NETWORK;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.verack.wire.Bytes;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.Transaction;
import org.verack.wire.compact.CompactBlocks;
import org.verack.wire.compact.Reconstruction;
import org.verack.wire.compact.ShortIds;
import org.verack.wire.filter.BloomFilter;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.MerkleBlock;

/** A compact block and a merkle block of the main network, beside the blocks that they are of. */
class RealPartialBlocksTest {

  private static final WireFormat FORMAT = WireFormat.witness(70015);

  private static Bytes read(String name) throws Exception {
    return Bytes.wrap(Files.readAllBytes(Vectors.file("blocks/" + name)));
  }

  @Test
  void compactBlock() throws Exception {
    Bytes payload = read("mainnet-426884.cmpctblock");
    Block block = Block.parse(read("mainnet-426884.raw"));

    CmpctBlock compact = (CmpctBlock) NETWORK.messages().decode("cmpctblock", payload, FORMAT);

    assertThat(compact.header()).isEqualTo(block.header());
    assertThat(compact.transactionCount()).isEqualTo(block.transactionCount());
    assertThat(compact.prefilled().get(0).index()).isZero();
    assertThat(compact.prefilled())
        .allSatisfy(
            each -> assertThat(each.transaction()).isEqualTo(block.transaction(each.index())));
    assertThat(NETWORK.messages().encode(compact, FORMAT)).isEqualTo(payload);
  }

  @Test
  void merkleBlock() throws Exception {
    Bytes payload = read("mainnet-300025.merkleblock");
    Block block = Block.parse(read("mainnet-300025.raw"));

    MerkleBlock merkle = (MerkleBlock) NETWORK.messages().decode("merkleblock", payload, FORMAT);

    assertThat(merkle.header()).isEqualTo(block.header());
    assertThat(merkle.totalTransactions()).isEqualTo(block.transactionCount());
    assertThat(merkle.hashes()).isNotEmpty();
    assertThat(NETWORK.messages().encode(merkle, FORMAT)).isEqualTo(payload);
  }

  /** Its short ids are of version 1: of txids, as before segwit. */
  @Test
  void compactBlockIsRebuiltFromTheTransactionsOfTheBlock() throws Exception {
    Block block = Block.parse(read("mainnet-426884.raw"));
    CmpctBlock compact =
        (CmpctBlock)
            NETWORK.messages().decode("cmpctblock", read("mainnet-426884.cmpctblock"), FORMAT);

    int[] prefilled = compact.prefilled().stream().mapToInt(each -> each.index()).toArray();
    assertThat(CompactBlocks.build(block, compact.nonce(), ShortIds.BASE, prefilled))
        .isEqualTo(compact);

    List<Transaction> mempool = new ArrayList<>(block.transactions());
    mempool.addAll(RealBlocksTest.block("mainnet-413567").transactions());
    Collections.shuffle(mempool, new Random(1));
    assertThat(Reconstruction.of(compact, ShortIds.BASE, mempool))
        .isEqualTo(new Reconstruction.Complete(block));

    mempool.removeAll(List.of(block.transaction(10), block.transaction(400)));
    Reconstruction.NeedsTransactions needs =
        (Reconstruction.NeedsTransactions) Reconstruction.of(compact, ShortIds.BASE, mempool);
    assertThat(needs.indexes()).containsExactly(10, 400);
    assertThat(needs.fill(CompactBlocks.answer(block, needs.request(), ShortIds.BASE)))
        .isEqualTo(new Reconstruction.Complete(block));

    // A wtxid is the txid where there is no witness, so this block is one of version 2 as well.
    assertThat(Reconstruction.of(compact, ShortIds.WITNESS, block.transactions()))
        .isEqualTo(new Reconstruction.Complete(block));
  }

  @Test
  void compactBlocksOfVersionTwoCarryWitnesses() throws Exception {
    for (String name : List.of("mainnet-c835b", "testnet3-928848", "testnet3-45e0b")) {
      Block block = RealBlocksTest.block(name);
      CmpctBlock sent = CompactBlocks.build(block, 7, 3, 5);
      Bytes payload = NETWORK.messages().encode(sent, FORMAT);
      CmpctBlock compact = (CmpctBlock) NETWORK.messages().decode("cmpctblock", payload, FORMAT);
      assertThat(compact).isEqualTo(sent);
      assertThat(Reconstruction.of(compact, ShortIds.WITNESS, block.transactions()))
          .isEqualTo(new Reconstruction.Complete(block));
      Reconstruction.NeedsTransactions needs =
          (Reconstruction.NeedsTransactions)
              Reconstruction.of(compact, ShortIds.WITNESS, List.of());
      assertThat(needs.indexes()).hasSize(block.transactionCount() - 3);
      assertThat(needs.fill(CompactBlocks.answer(block, needs.request())))
          .isEqualTo(new Reconstruction.Complete(block));
    }
  }

  @Test
  void merkleBlockProvesItsTransactions() throws Exception {
    Block block = Block.parse(read("mainnet-300025.raw"));
    MerkleBlock merkle =
        (MerkleBlock)
            NETWORK.messages().decode("merkleblock", read("mainnet-300025.merkleblock"), FORMAT);

    List<PartialMerkleTree.Match> matches = merkle.verify();

    assertThat(matches).isNotEmpty();
    BitSet positions = new BitSet();
    for (PartialMerkleTree.Match each : matches) {
      assertThat(each.txid()).isEqualTo(block.transaction(each.position()).txid());
      positions.set(each.position());
    }
    assertThat(MerkleBlock.of(block.header(), PartialMerkleTree.of(block.txids(), positions)))
        .isEqualTo(merkle);
  }

  @Test
  void bloomFilterOfOneTransactionFindsItInTheBlock() throws Exception {
    Block block = RealBlocksTest.block("mainnet-300025");
    BloomFilter filter = BloomFilter.create(1, 1e-9, 1, FilterLoad.UPDATE_NONE);
    filter.insert(block.transaction(77).txid());
    // Those that spend its outputs do not match, because the outputs were not inserted.
    assertThat(filter.match(block)).isEqualTo(BitSet.valueOf(new long[] {0, 1L << (77 - 64)}));

    BloomFilter spent = BloomFilter.create(1, 1e-9, 1, FilterLoad.UPDATE_NONE);
    spent.insert(block.transaction(200).inputs().get(0).previousOutput());
    assertThat(spent.match(block).get(200)).isTrue();
  }

  /** Whatever a remote makes of them, they end as results and as nothing else. */
  @Test
  void changedBytesAreFaultsOrResults() throws Exception {
    Random random = new Random(3);
    Block block = RealBlocksTest.block("testnet3-45e0b");
    Bytes compact = NETWORK.messages().encode(CompactBlocks.build(block, 7, 3, 5), FORMAT);
    Bytes merkle =
        NETWORK
            .messages()
            .encode(
                MerkleBlock.of(
                    block.header(), PartialMerkleTree.of(block.txids(), i -> i % 4 == 1)),
                FORMAT);
    int proved = 0;
    int complete = 0;
    for (int round = 0; round < 4000; round++) {
      try {
        CmpctBlock changed =
            (CmpctBlock) NETWORK.messages().decode("cmpctblock", changed(compact, random), FORMAT);
        Reconstruction result =
            Reconstruction.of(changed, 1 + random.nextInt(2), block.transactions());
        if (result instanceof Reconstruction.NeedsTransactions needs) {
          List<Transaction> anything =
              Collections.nCopies(needs.indexes().size(), block.transaction(2));
          result = needs.fill(new BlockTxn(needs.request().block(), anything));
          assertThat(result)
              .isInstanceOfAny(Reconstruction.Failed.class, Reconstruction.Complete.class);
        }
        if (result instanceof Reconstruction.Complete done) {
          assertThat(done.block().txids()).isEqualTo(block.txids());
          complete++;
        }
      } catch (WireException expected) {
        assertThat(expected.fault()).isNotNull();
      }
      try {
        MerkleBlock changed =
            (MerkleBlock) NETWORK.messages().decode("merkleblock", changed(merkle, random), FORMAT);
        for (PartialMerkleTree.Match each : changed.verify()) {
          assertThat(each.txid()).isEqualTo(block.transaction(each.position()).txid());
        }
        proved++;
      } catch (WireException expected) {
        assertThat(expected.fault()).isNotNull();
      }
    }
    // Some changes do no harm: of the header, of the nonce of a merkle block, of a claim.
    assertThat(proved).isLessThan(2500);
    assertThat(complete).isLessThan(500);
  }

  private static Bytes changed(Bytes bytes, Random random) {
    byte[] changed = bytes.toArray();
    int at = random.nextInt(changed.length);
    changed[at] = (byte) random.nextInt(256);
    return Bytes.wrap(changed);
  }
}
