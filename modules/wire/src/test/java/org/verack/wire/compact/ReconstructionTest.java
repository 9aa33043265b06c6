package org.verack.wire.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.MerkleTree;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.compact.Reconstruction.Complete;
import org.verack.wire.compact.Reconstruction.Failed;
import org.verack.wire.compact.Reconstruction.Invalid;
import org.verack.wire.compact.Reconstruction.NeedsTransactions;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.GetBlockTxn;
import org.verack.wire.message.PrefilledTransaction;

class ReconstructionTest {

  private static final long NONCE = 0x0123_4567_89ab_cdefL;

  private static Transaction transaction(int number, boolean witness) {
    return Transaction.of(
        2,
        List.of(
            new TxIn(
                new OutPoint(Hash.sha256d(Bytes.ofHex(String.format("%08x", number))), number),
                Bytes.EMPTY,
                0,
                witness ? Witness.of(Bytes.ofHex("aa")) : Witness.EMPTY)),
        List.of(new TxOut(number, Bytes.ofHex("51"))),
        0);
  }

  /** A block in which every second transaction has a witness, with all commitments in order. */
  private static Block block(int count) {
    List<Transaction> transactions = new ArrayList<>();
    transactions.add(coinbase(Hash.ZERO));
    for (int i = 1; i < count; i++) {
      transactions.add(transaction(i, i % 2 == 0));
    }
    transactions.set(
        0, coinbase(Block.computeWitnessCommitment(List.copyOf(transactions), Hash.ZERO)));
    List<Hash> txids = transactions.stream().map(Transaction::txid).toList();
    return Block.of(
        BlockHeader.of(4, Hash.ZERO, MerkleTree.root(txids), 1, 0x207fffff, 0), transactions);
  }

  private static Transaction coinbase(Hash commitment) {
    return Transaction.of(
        1,
        List.of(
            new TxIn(
                OutPoint.NONE,
                Bytes.ofHex("0101"),
                TxIn.FINAL_SEQUENCE,
                Witness.of(Bytes.wrap(new byte[32])))),
        List.of(
            new TxOut(0, Bytes.ofHex("6a24aa21a9ed" + Bytes.wrap(commitment.toArray()).toHex()))),
        0);
  }

  private static Block stripped(Block block) throws Exception {
    return Block.parse(block.strippedBytes());
  }

  private static CmpctBlock received(CmpctBlock sent, int version) throws Exception {
    WireFormat format = new WireFormat(70016, version == ShortIds.WITNESS);
    Bytes payload = CmpctBlock.TYPE.codec().payload(sent, format);
    return CmpctBlock.TYPE.codec().decode(PayloadReader.over(payload), format);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aMempoolWithEverythingCompletesTheBlock(int version) throws Exception {
    for (int count : new int[] {1, 2, 3, 50, 300}) {
      Block block = block(count);
      assertThat(block.hasValidWitnessCommitment()).isTrue();
      List<Transaction> mempool = new ArrayList<>(block.transactions());
      IntStream.range(1000, 1500).forEach(i -> mempool.add(transaction(i, true)));
      Collections.shuffle(mempool, new Random(count));
      CmpctBlock compact =
          received(CompactBlocks.build(block, NONCE, version, new int[0]), version);
      assertThat(compact.prefilled()).hasSize(1);
      assertThat(compact.shortIdCount()).isEqualTo(count - 1);
      Block expected = version == ShortIds.WITNESS ? block : stripped(block);
      assertThat(Reconstruction.of(compact, version, mempool)).isEqualTo(new Complete(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatIsMissingIsAskedForAndFilledIn(int version) throws Exception {
    Block block = block(40);
    CmpctBlock compact =
        received(CompactBlocks.build(block, NONCE, version, new int[] {7, 39, 7}), version);
    assertThat(compact.prefilled()).extracting(PrefilledTransaction::index).contains(0, 7, 39);
    List<Transaction> mempool = new ArrayList<>(block.transactions());
    mempool.remove(30);
    mempool.remove(12);
    mempool.remove(7);
    mempool.remove(5);

    Reconstruction result = Reconstruction.of(compact, version, mempool);
    assertThat(result).isInstanceOf(NeedsTransactions.class);
    NeedsTransactions needs = (NeedsTransactions) result;
    assertThat(needs.indexes()).containsExactly(5, 12, 30);
    assertThat(needs.request()).isEqualTo(new GetBlockTxn(block.hash(), List.of(5, 12, 30)));

    BlockTxn answer = CompactBlocks.answer(block, needs.request(), version);
    Complete complete = new Complete(version == ShortIds.WITNESS ? block : stripped(block));
    // An answer about another block changes nothing; neither does a wrong one.
    assertThat(needs.fill(new BlockTxn(Hash.ZERO, answer.transactions()))).isSameAs(needs);
    assertThat(needs.fill(new BlockTxn(block.hash(), answer.transactions().subList(0, 2))))
        .isInstanceOf(Invalid.class);
    List<Transaction> reversed = new ArrayList<>(answer.transactions());
    Collections.reverse(reversed);
    assertThat(needs.fill(new BlockTxn(block.hash(), reversed))).isInstanceOf(Failed.class);
    assertThat(needs.fill(answer)).isEqualTo(complete);
    assertThat(needs.fill(answer)).isEqualTo(complete);
  }

  @Test
  void aLookupByShortIdIsAskedOnceForEach() {
    Block block = block(20);
    CmpctBlock compact = CompactBlocks.build(block, NONCE);
    ShortIds ids = ShortIds.of(compact, ShortIds.WITNESS);
    Map<Long, Transaction> byId = new HashMap<>();
    block.transactions().forEach(each -> byId.put(ids.of(each), each));
    List<Long> asked = new ArrayList<>();
    Reconstruction result =
        Reconstruction.of(
            compact,
            ShortIds.WITNESS,
            id -> {
              asked.add(id);
              return List.of(byId.get(id));
            });
    assertThat(result).isEqualTo(new Complete(block));
    assertThat(asked).hasSize(19).doesNotHaveDuplicates();
  }

  @Test
  void ofTwoTransactionsWithOneShortIdNeitherIsTaken() {
    Block block = block(5);
    CmpctBlock compact = CompactBlocks.build(block, NONCE);
    ShortIds ids = ShortIds.of(compact, ShortIds.WITNESS);
    long contested = ids.of(block.transaction(3));
    for (int others = 1; others <= 3; others++) {
      List<Transaction> candidates = new ArrayList<>();
      candidates.add(block.transaction(3));
      for (int i = 0; i < others; i++) {
        candidates.add(transaction(100 + i, false));
      }
      // The same transaction twice is no contest.
      candidates.add(block.transaction(3));
      Reconstruction result =
          Reconstruction.of(
              compact,
              ShortIds.WITNESS,
              id -> id == contested ? candidates : found(block, ids, id));
      assertThat(result)
          .isInstanceOfSatisfying(
              NeedsTransactions.class, needs -> assertThat(needs.indexes()).containsExactly(3));
    }
    Reconstruction twice =
        Reconstruction.of(
            compact,
            ShortIds.WITNESS,
            id -> {
              List<Transaction> one = found(block, ids, id);
              return List.of(one.get(0), one.get(0));
            });
    assertThat(twice).isEqualTo(new Complete(block));
  }

  private static List<Transaction> found(Block block, ShortIds ids, long id) {
    return block.transactions().stream().filter(each -> ids.of(each) == id).toList();
  }

  @Test
  void aWrongTransactionWithTheRightShortIdFails() {
    Block block = block(5);
    CmpctBlock compact = CompactBlocks.build(block, NONCE);
    Reconstruction result =
        Reconstruction.of(
            compact, ShortIds.WITNESS, id -> List.of(transaction((int) (id & 0xffff), false)));
    assertThat(result).isInstanceOf(Failed.class);
  }

  @Test
  void aWrongWitnessFails() {
    Block block = block(3);
    Transaction wrong =
        Transaction.of(
            2,
            List.of(
                new TxIn(
                    block.transaction(2).inputs().get(0).previousOutput(),
                    Bytes.EMPTY,
                    0,
                    Witness.of(Bytes.ofHex("bb")))),
            block.transaction(2).outputs(),
            0);
    assertThat(wrong.txid()).isEqualTo(block.transaction(2).txid());
    CmpctBlock compact = CompactBlocks.build(block, NONCE, 1);
    Reconstruction result = Reconstruction.of(compact, ShortIds.WITNESS, id -> List.of(wrong));
    assertThat(result).isInstanceOf(Failed.class);
  }

  @Test
  void twoEqualShortIdsInTheMessageFail() {
    Block block = block(3);
    CmpctBlock compact =
        new CmpctBlock(
            block.header(),
            NONCE,
            Bytes.ofHex("010203040506".repeat(2)),
            List.of(new PrefilledTransaction(0, block.transaction(0))));
    assertThat(Reconstruction.of(compact, ShortIds.WITNESS, List.of())).isInstanceOf(Failed.class);
  }

  @Test
  void whatNoHonestPeerSendsIsInvalid() {
    Block block = block(3);
    CmpctBlock empty = new CmpctBlock(block.header(), NONCE, Bytes.EMPTY, List.of());
    assertThat(Reconstruction.of(empty, ShortIds.WITNESS, List.of())).isInstanceOf(Invalid.class);

    List<PrefilledTransaction> beyond =
        List.of(
            new PrefilledTransaction(0, block.transaction(0)),
            new PrefilledTransaction(3, block.transaction(1)));
    CmpctBlock gap = new CmpctBlock(block.header(), NONCE, Bytes.ofHex("010203040506"), beyond);
    assertThat(Reconstruction.of(gap, ShortIds.WITNESS, List.of())).isInstanceOf(Invalid.class);

    CmpctBlock many =
        new CmpctBlock(block.header(), NONCE, Bytes.wrap(new byte[6 * 65_536]), List.of());
    assertThat(Reconstruction.of(many, ShortIds.WITNESS, List.of())).isInstanceOf(Invalid.class);

    BlockHeader nothing = BlockHeader.of(Bytes.wrap(new byte[80]));
    CmpctBlock headless =
        new CmpctBlock(
            nothing,
            NONCE,
            Bytes.EMPTY,
            List.of(new PrefilledTransaction(0, block.transaction(0))));
    assertThat(Reconstruction.of(headless, ShortIds.WITNESS, List.of()))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void aBlockLargerThanAnyFails() {
    Transaction large =
        Transaction.of(
            1,
            List.of(new TxIn(new OutPoint(Hash.ZERO, 1), Bytes.EMPTY, 0)),
            List.of(new TxOut(1, Bytes.wrap(new byte[2_500_000]))),
            0);
    CmpctBlock compact =
        new CmpctBlock(
            block(1).header(),
            NONCE,
            Bytes.ofHex("010203040506"),
            List.of(new PrefilledTransaction(0, large)));
    assertThat(Reconstruction.of(compact, ShortIds.WITNESS, id -> List.of(large)))
        .isInstanceOf(Failed.class);
  }

  /** Without witnesses, a transaction may have no inputs, and then does not read back as one. */
  @Test
  void transactionsWithoutInputsFail() {
    Transaction bare = Transaction.of(1, List.of(), List.of(new TxOut(1, Bytes.EMPTY)), 0);
    for (int version = 1; version <= 2; version++) {
      CmpctBlock compact =
          new CmpctBlock(
              block(1).header(),
              NONCE,
              Bytes.EMPTY,
              List.of(
                  new PrefilledTransaction(0, block(1).transaction(0)),
                  new PrefilledTransaction(1, bare)));
      assertThat(Reconstruction.of(compact, version, List.of())).isInstanceOf(Failed.class);
    }
  }

  @Test
  void aMutatedBlockFails() {
    // Three transactions have the same root as four of which the last two are equal.
    Block block = block(3);
    List<PrefilledTransaction> four = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      four.add(new PrefilledTransaction(i, block.transaction(Math.min(i, 2))));
    }
    CmpctBlock compact = new CmpctBlock(block.header(), NONCE, Bytes.EMPTY, four);
    assertThat(Reconstruction.of(compact, ShortIds.WITNESS, List.of())).isInstanceOf(Failed.class);
  }

  @Test
  void requestsBeyondTheBlockAreViolations() throws Exception {
    Block block = block(3);
    GetBlockTxn last = new GetBlockTxn(block.hash(), List.of(2));
    assertThat(CompactBlocks.answer(block, last).transactions())
        .containsExactly(block.transaction(2));
    GetBlockTxn beyond = new GetBlockTxn(block.hash(), List.of(1, 3));
    assertThatThrownBy(() -> CompactBlocks.answer(block, beyond))
        .isInstanceOf(ViolationException.class);
    GetBlockTxn other = new GetBlockTxn(Hash.ZERO, List.of(1));
    assertThatThrownBy(() -> CompactBlocks.answer(block, other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotBeMadeCompactIsRefused() {
    Block block = block(3);
    assertThatThrownBy(() -> CompactBlocks.build(block, NONCE, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CompactBlocks.build(block, NONCE, -1))
        .isInstanceOf(IllegalArgumentException.class);
    Block empty = Block.of(block.header(), List.of());
    assertThatThrownBy(() -> CompactBlocks.build(empty, NONCE)).isInstanceOf(EncodeException.class);
    for (int version : new int[] {0, 3}) {
      assertThatThrownBy(() -> CompactBlocks.build(block, NONCE, version, new int[0]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
