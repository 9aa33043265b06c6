package org.verack.wire.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFault;
import org.verack.wire.chain.PartialMerkleTree.Match;
import org.verack.wire.chain.PartialMerkleTree.Proof;
import org.verack.wire.message.MerkleBlock;

class PartialMerkleTreeTest {

  private static List<Hash> txids(int count) {
    List<Hash> txids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      txids.add(Hash.sha256d(new byte[] {(byte) i, (byte) (i >> 8)}, 0, 2));
    }
    return txids;
  }

  private static void assertFault(PartialMerkleTree tree, WireFault fault) {
    assertThatThrownBy(tree::verify)
        .isInstanceOfSatisfying(
            PayloadException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  @Test
  void provesTheChosenLeavesOfTreesOfManySizes() throws Exception {
    Random random = new Random(1);
    for (int count : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 17, 31, 33, 100, 513, 1000}) {
      List<Hash> txids = txids(count);
      Hash root = MerkleTree.root(txids);
      for (int density = 0; density <= 4; density++) {
        BitSet wanted = new BitSet();
        for (int i = 0; i < count; i++) {
          wanted.set(i, random.nextInt(4) < density);
        }
        PartialMerkleTree tree = PartialMerkleTree.of(txids, wanted);
        Proof proof = tree.verify();
        assertThat(proof.root()).isEqualTo(root);
        assertThat(proof.matches())
            .isEqualTo(wanted.stream().mapToObj(i -> new Match(i, txids.get(i))).toList());
      }
    }
  }

  @Test
  void provesNothingForNothingWantedWithTheRootAlone() throws Exception {
    PartialMerkleTree tree = PartialMerkleTree.of(txids(9), i -> false);
    assertThat(tree.hashes()).containsExactly(MerkleTree.root(txids(9)));
    assertThat(tree.flags()).isEqualTo(Bytes.ofHex("00"));
    assertThat(tree.verify().matches()).isEmpty();
  }

  @Test
  void refusesTreesOfNoneOrTooManyTransactions() {
    assertFault(new PartialMerkleTree(0, List.of(), Bytes.EMPTY), WireFault.BAD_VALUE);
    List<Hash> one = txids(1);
    assertFault(new PartialMerkleTree(16_667, one, Bytes.ofHex("00")), WireFault.TOO_MANY);
    assertFault(new PartialMerkleTree(0xffff_ffffL, one, Bytes.ofHex("00")), WireFault.TOO_MANY);
    assertThatThrownBy(() -> new PartialMerkleTree(1L << 32, one, Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PartialMerkleTree(-1, one, Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PartialMerkleTree.of(List.of(), i -> true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesWhatLargerBlocksOfOtherNetworksNeed() throws Exception {
    PartialMerkleTree tree = PartialMerkleTree.of(txids(20_000), i -> i == 19_999);
    assertFault(tree, WireFault.TOO_MANY);
    assertThat(tree.verify(20_000).matches()).hasSize(1);
  }

  @Test
  void refusesHashesAndFlagsThatAreMissingOrLeftOver() {
    PartialMerkleTree good = PartialMerkleTree.of(txids(7), i -> i == 3);
    List<Hash> hashes = good.hashes();
    List<Hash> more = new ArrayList<>(hashes);
    more.add(Hash.ZERO);
    assertFault(
        new PartialMerkleTree(7, hashes.subList(0, hashes.size() - 1), good.flags()),
        WireFault.TRUNCATED);
    assertFault(new PartialMerkleTree(7, more, good.flags()), WireFault.TRAILING_BYTES);
    assertFault(new PartialMerkleTree(7, txids(8), good.flags()), WireFault.TOO_MANY);
    assertFault(new PartialMerkleTree(7, hashes, Bytes.EMPTY), WireFault.TRUNCATED);
    assertFault(
        new PartialMerkleTree(7, hashes, Bytes.ofHex(good.flags().toHex() + "00")),
        WireFault.TRAILING_BYTES);
    // All bits set: the walk goes to every leaf and finds neither hashes nor bits for them.
    assertFault(new PartialMerkleTree(7, hashes, Bytes.ofHex("ff")), WireFault.TRUNCATED);
    // The root alone, with the highest bit of its byte set.
    assertFault(
        new PartialMerkleTree(7, List.of(MerkleTree.root(txids(7))), Bytes.ofHex("80")),
        WireFault.BAD_VALUE);
  }

  @Test
  void refusesAPairOfEqualHashes() throws Exception {
    // Six leaves of which the last two repeat the two before have the root of four and two.
    List<Hash> txids = new ArrayList<>(txids(6));
    PartialMerkleTree honest = PartialMerkleTree.of(txids, i -> i == 5);
    txids.add(txids.get(4));
    txids.add(txids.get(5));
    PartialMerkleTree forged = PartialMerkleTree.of(txids, i -> i == 7);
    assertThat(MerkleTree.root(txids)).isEqualTo(honest.verify().root());
    assertFault(forged, WireFault.BAD_VALUE);
  }

  @Test
  void everyChangedBitIsNoticed() {
    PartialMerkleTree good = PartialMerkleTree.of(txids(61), i -> i % 9 == 2);
    Hash root = MerkleTree.root(txids(61));
    for (int bit = 0; bit < 8 * good.flags().length(); bit++) {
      byte[] flags = good.flags().toArray();
      flags[bit / 8] ^= (byte) (1 << bit % 8);
      PartialMerkleTree bad = new PartialMerkleTree(61, good.hashes(), Bytes.wrap(flags));
      try {
        Proof proof = bad.verify();
        if (!proof.root().equals(root)) {
          continue;
        }
        // A leaf may be claimed or not; then the tree is the same, and what it proves is true.
        assertThat(proof.matches())
            .allSatisfy(each -> assertThat(each.txid()).isEqualTo(txids(61).get(each.position())));
      } catch (PayloadException expected) {
        assertThat(expected.fault()).isNotNull();
      }
    }
  }

  @Test
  void isWhatAMerkleBlockCarries() throws Exception {
    List<Hash> txids = txids(12);
    PartialMerkleTree tree = PartialMerkleTree.of(txids, i -> i == 4 || i == 11);
    BlockHeader header = BlockHeader.of(1, Hash.ZERO, MerkleTree.root(txids), 2, 3, 4);
    MerkleBlock message = MerkleBlock.of(header, tree);
    assertThat(message.tree()).isEqualTo(tree);
    assertThat(message.verify())
        .containsExactly(new Match(4, txids.get(4)), new Match(11, txids.get(11)));

    BlockHeader other = BlockHeader.of(1, Hash.ZERO, Hash.ZERO, 2, 3, 4);
    assertThatThrownBy(() -> MerkleBlock.of(other, tree).verify())
        .isInstanceOf(PayloadException.class);
    List<Hash> many = Collections.nCopies(16_667, Hash.ZERO);
    assertThatThrownBy(() -> new MerkleBlock(header, 400_000, many, Bytes.EMPTY).verify())
        .isInstanceOf(PayloadException.class);
  }
}
