package org.verack.wire.chain;

import java.util.Arrays;
import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.Sha256;

/**
 * The tree of double SHA-256 whose root stands in a block header.
 *
 * <p>A row of odd length repeats its last hash. A list that ends in a repetition of itself
 * therefore has the same root as the shorter list (CVE-2012-2459); {@link #isMutated} recognises
 * that.
 *
 * {@snippet :
 * assert MerkleTree.root(block.txids()).equals(block.header().merkleRoot());
 *
 * // Three leaves, and the same with the last one twice: the same root.
 * List<Hash> three = hashes.subList(0, 3);
 * List<Hash> four = List.of(three.get(0), three.get(1), three.get(2), three.get(2));
 * assert MerkleTree.root(four).equals(MerkleTree.root(three));
 * assert MerkleTree.isMutated(four) && !MerkleTree.isMutated(three);
 * }
 */
public final class MerkleTree {

  private MerkleTree() {}

  /**
   * Computes the root.
   *
   * @param leaves txids or wtxids, in order
   * @return the root; {@link Hash#ZERO} for no leaves
   */
  public static Hash root(List<Hash> leaves) {
    return compute(leaves).root();
  }

  /**
   * Tells whether, somewhere in the tree, two equal hashes stand beside each other as a pair: then
   * another, shorter list has the same root, and the block that brought this one proves nothing
   * about it.
   *
   * @param leaves txids, in order
   * @return whether the list is ambiguous
   */
  public static boolean isMutated(List<Hash> leaves) {
    return compute(leaves).mutated();
  }

  record Result(Hash root, boolean mutated) {}

  static Result compute(List<Hash> leaves) {
    int count = leaves.size();
    if (count == 0) {
      return new Result(Hash.ZERO, false);
    }
    byte[] row = new byte[Hash.LENGTH * (count + 1)];
    for (int i = 0; i < count; i++) {
      leaves.get(i).write(row, Hash.LENGTH * i);
    }
    boolean mutated = false;
    Sha256 sha = Sha256.borrow();
    while (count > 1) {
      for (int i = 0; i + 1 < count; i += 2) {
        int at = 32 * i;
        mutated |= Arrays.equals(row, at, at + 32, row, at + 32, at + 64);
      }
      if ((count & 1) != 0) {
        System.arraycopy(row, 32 * (count - 1), row, 32 * count, 32);
        count++;
      }
      for (int i = 0; i < count; i += 2) {
        sha.twice(row, 32 * i, 64).write(row, 16 * i);
      }
      count /= 2;
    }
    sha.giveBack();
    return new Result(Hash.read(row, 0), mutated);
  }
}
