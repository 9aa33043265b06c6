package org.verack.wire.decred.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.decred.hash.Blake256;

class BlockTest {

  private static Transaction transaction(int lockTime) {
    TxIn input = new TxIn(OutPoint.NONE, TxIn.FINAL_SEQUENCE, 1, 2, 3, Bytes.ofHex("51"));
    return Transaction.of(1, List.of(input), List.of(new TxOut(4, 0, Bytes.EMPTY)), lockTime, 0);
  }

  private static Hash leaf(int lockTime) {
    return transaction(lockTime).fullHash();
  }

  private static BlockHeader header(Hash merkleRoot, Hash stakeRoot) {
    return BlockHeader.builder().merkleRoot(merkleRoot).stakeRoot(stakeRoot).build();
  }

  @Test
  void theRootsOfBothTreesAreSeparateOrCombined() {
    List<Transaction> regular = List.of(transaction(1), transaction(2), transaction(3));
    List<Transaction> stake = List.of(transaction(4));
    Hash regularRoot =
        Blake256.hash(Blake256.hash(leaf(1), leaf(2)), Blake256.hash(leaf(3), leaf(3)));
    Hash combined = Blake256.hash(regularRoot, leaf(4));

    assertThat(Block.of(header(regularRoot, leaf(4)), regular, stake).hasValidMerkleRoot())
        .isTrue();
    assertThat(Block.of(header(combined, Hash.ZERO), regular, stake).hasValidMerkleRoot()).isTrue();
    assertThat(Block.of(header(regularRoot, Hash.ZERO), regular, stake).hasValidMerkleRoot())
        .isFalse();
    assertThat(MerkleTree.combinedRoot(List.of(leaf(1), leaf(2), leaf(3)), List.of(leaf(4))))
        .isEqualTo(combined);
    assertThat(MerkleTree.root(List.of())).isEqualTo(Hash.ZERO);
  }

  @Test
  void aListThatEndsInARepetitionIsNotTheShorterOne() {
    List<Hash> three = List.of(leaf(1), leaf(2), leaf(3));
    List<Hash> four = List.of(leaf(1), leaf(2), leaf(3), leaf(3));
    assertThat(MerkleTree.root(four)).isEqualTo(MerkleTree.root(three));
    assertThat(MerkleTree.isMutated(three)).isFalse();
    assertThat(MerkleTree.isMutated(four)).isTrue();
    List<Transaction> repeated =
        List.of(transaction(1), transaction(2), transaction(3), transaction(3));
    Block block = Block.of(header(MerkleTree.root(three), Hash.ZERO), repeated, List.of());
    assertThat(block.hasValidMerkleRoot()).isFalse();
  }

  @Test
  void aTransactionOutOfABlockCanBeFreedFromIt() throws Exception {
    Block block =
        Block.of(header(Hash.ZERO, Hash.ZERO), List.of(transaction(1)), List.of(transaction(2)));
    Transaction view = block.stakeTransactions().get(0);
    assertThat(view.bytes().isDetached()).isFalse();
    assertThat(view.detached()).isEqualTo(view);
    assertThat(view.detached().bytes().isDetached()).isTrue();
    assertThat(view.detached().txid()).isEqualTo(transaction(2).txid());
    assertThat(block.header().detached().bytes().isDetached()).isTrue();
    assertThatThrownBy(() -> block.transactions().get(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void whatASerializationLeavesOutCannotBeGiven() {
    TxIn full = transaction(0).inputs().get(0);
    assertThatThrownBy(
            () -> Transaction.of(Serialization.NO_WITNESS, 1, List.of(full), List.of(), 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no_witness leaves out");
    assertThatThrownBy(
            () -> Transaction.of(Serialization.ONLY_WITNESS, 1, List.of(), List.of(), 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theIdsOfAPartAreThoseOfTheWhole() throws Exception {
    Transaction whole = transaction(9);
    TxIn input = whole.inputs().get(0);
    TxIn prefix = new TxIn(input.previousOutput(), input.sequence(), 0, 0, 0, Bytes.EMPTY);
    Transaction withoutWitness =
        Transaction.of(Serialization.NO_WITNESS, 1, List.of(prefix), whole.outputs(), 9, 0);
    assertThat(withoutWitness.txid()).isEqualTo(whole.txid());
    assertThat(withoutWitness.fullHash()).isNotEqualTo(whole.fullHash());
    TxIn witness =
        new TxIn(
            new OutPoint(Hash.ZERO, 0, 0),
            0,
            input.value(),
            input.blockHeight(),
            input.blockIndex(),
            input.script());
    Transaction onlyWitness =
        Transaction.of(Serialization.ONLY_WITNESS, 1, List.of(witness), List.of(), 0, 0);
    assertThat(onlyWitness.witnessHash()).isEqualTo(whole.witnessHash());
  }

  @Test
  void oldVersionsTakeSmallerBlocks() throws Exception {
    TxOut large = new TxOut(0, 0, Bytes.wrap(new byte[1_000_000]));
    Transaction transaction = Transaction.of(1, List.of(), List.of(large), 0, 0);
    Bytes bytes = transaction.bytes();
    var codec = Transaction.TYPE.codec();
    WireFormat old = WireFormat.base(3);
    assertThat(codec.payload(transaction, WireFormat.base(4))).isEqualTo(bytes);
    assertThatThrownBy(() -> codec.payload(transaction, old)).isInstanceOf(EncodeException.class);
    assertThatThrownBy(() -> codec.decode(PayloadReader.over(bytes), old))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("limit 1000000 at protocol version 3");
  }

  @Test
  void aHeaderIsMadeOfItsParts() {
    BlockHeader header =
        BlockHeader.builder().version(1).height(0xffff_ffffL).voters(5).nonce(77).build();
    assertThat(header.height()).isEqualTo(0xffff_ffffL);
    assertThat(header.toBuilder().nonce(78).build().nonce()).isEqualTo(78);
    assertThat(header.nonce()).isEqualTo(77);
    assertThat(header.bytes().length()).isEqualTo(180);
    BlockHeader.Builder builder = BlockHeader.builder();
    assertThatThrownBy(() -> builder.voters(65_536)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.freshStake(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.time(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.finalState(Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BlockHeader.of(Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void workIsDoneByEitherOfTheTwoHashes() {
    // Half of all hashes meet this target; among so many each case turns up.
    int limit = 0x207fffff;
    int met = 0;
    for (int nonce = 0; nonce < 64; nonce++) {
      BlockHeader header = BlockHeader.builder().bits(limit).nonce(nonce).build();
      boolean first = ProofOfWork.isMet(header.hash(), limit, limit);
      boolean second = ProofOfWork.isMet(header.powHashV2(), limit, limit);
      assertThat(header.hasWork(limit)).isEqualTo(first || second);
      met += header.hasWork(limit) ? 1 : 0;
    }
    assertThat(met).isBetween(30, 63);
    BlockHeader easy = BlockHeader.builder().bits(limit).build();
    assertThat(easy.hasWork(0x1d00ffff)).isFalse();
    assertThat(BlockHeader.builder().bits(0).build().hasWork(limit)).isFalse();
  }
}
