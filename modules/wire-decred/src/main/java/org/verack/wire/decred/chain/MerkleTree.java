package org.verack.wire.decred.chain;

import java.util.ArrayList;
import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.decred.hash.Blake256;

/**
 * The tree of BLAKE-256 whose root stands in a block header. Its leaves are the {@linkplain
 * Transaction#fullHash() full hashes} of the transactions.
 *
 * <p>A row of odd length repeats its last hash. A list that ends in a repetition of itself
 * therefore has the same root as the shorter list (in Bitcoin CVE-2012-2459); {@link #isMutated}
 * recognises that.
 *
 * {@snippet :
 * List<Hash> leaves = block.transactions().stream().map(Transaction::fullHash).toList();
 * assert MerkleTree.root(leaves).equals(header.merkleRoot()); // as before DCP-0005; since then:
 * Hash root = MerkleTree.combinedRoot(leaves, List.of());
 * assert !root.equals(header.merkleRoot());
 *
 * Hash a = leaves.getFirst(), b = Hash.ZERO;
 * assert MerkleTree.root(List.of(a, b, b)).equals(MerkleTree.root(List.of(a, b, b, b)));
 * assert MerkleTree.isMutated(List.of(a, b, b, b)); // so that nobody is fooled
 * }
 */
public final class MerkleTree {

  private MerkleTree() {}

  /**
   * Computes the root.
   *
   * @param leaves full hashes, in order
   * @return the root; {@link Hash#ZERO} for no leaves
   */
  public static Hash root(List<Hash> leaves) {
    return compute(leaves).root();
  }

  /**
   * Computes the root that stands in the headers of today, over both trees of a block (<a
   * href="https://github.com/decred/dcps/blob/master/dcp-0005/dcp-0005.mediawiki">DCP-0005</a>).
   *
   * @param regular full hashes of the regular tree, in order
   * @param stake full hashes of the stake tree, in order
   * @return the hash of the two roots
   */
  public static Hash combinedRoot(List<Hash> regular, List<Hash> stake) {
    return Blake256.hash(root(regular), root(stake));
  }

  /**
   * Tells whether, somewhere in the tree, two equal hashes stand beside each other as a pair: then
   * another, shorter list has the same root, and the block that brought this one proves nothing
   * about it.
   *
   * @param leaves full hashes, in order
   * @return whether the list is ambiguous
   */
  public static boolean isMutated(List<Hash> leaves) {
    return compute(leaves).mutated();
  }

  record Result(Hash root, boolean mutated) {}

  static Result compute(List<Hash> leaves) {
    List<Hash> row = leaves;
    boolean mutated = false;
    while (row.size() > 1) {
      List<Hash> above = new ArrayList<>((row.size() + 1) / 2);
      for (int i = 0; i < row.size(); i += 2) {
        Hash left = row.get(i);
        boolean paired = i + 1 < row.size();
        Hash right = paired ? row.get(i + 1) : left;
        mutated |= paired && left.equals(right);
        above.add(Blake256.hash(left, right));
      }
      row = above;
    }
    return new Result(row.isEmpty() ? Hash.ZERO : row.get(0), mutated);
  }
}
