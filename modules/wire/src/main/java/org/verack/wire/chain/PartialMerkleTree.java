package org.verack.wire.chain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFault;

/**
 * So much of a block's merkle tree that it proves for some transactions that they are in the block
 * (<a href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>).
 *
 * <p>The tree is walked from its root, depth first. One bit a node says whether there is something
 * wanted below it: where there is not, and at every leaf, its hash is given and the walk turns
 * back.
 *
 * <p>What is read from a remote proves nothing until {@link #verify()} was asked, and the root that
 * it returns was compared with that of a block header.
 *
 * {@snippet :
 * PartialMerkleTree tree = PartialMerkleTree.of(block.txids(), position -> position == 2);
 * PartialMerkleTree.Proof proof = tree.verify();
 *
 * assert proof.root().equals(block.header().merkleRoot()); // else it proves nothing
 * Hash txid = block.transaction(2).txid();
 * assert proof.matches().equals(List.of(new PartialMerkleTree.Match(2, txid)));
 * assert tree.hashes().size() < block.transactionCount();
 * }
 *
 * @param totalTransactions how many leaves the whole tree has, 0 to 2^32 - 1
 * @param hashes the hashes, in the order of the walk
 * @param flags the bits, in the order of the walk, the lowest of each byte first
 */
public record PartialMerkleTree(long totalTransactions, List<Hash> hashes, Bytes flags) {

  /**
   * The most transactions of a block: as many of the shortest transactions that can be valid, of 60
   * bytes, as fit into the weight of a block (a rule of Bitcoin Core).
   */
  public static final int MAX_TRANSACTIONS = 4_000_000 / (4 * 60);

  /**
   * A transaction that is in the block.
   *
   * @param position its place in the block, 0 for the coinbase
   * @param txid its txid
   */
  public record Match(int position, Hash txid) {}

  /**
   * What a tree proves.
   *
   * @param root the root of the tree; only if it is the merkle root of a header, the rest is true
   * @param matches the transactions that are in the block, in its order
   */
  public record Proof(Hash root, List<Match> matches) {

    /** Copies the list. */
    public Proof {
      matches = List.copyOf(matches);
    }
  }

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if the number of transactions is out of range
   */
  public PartialMerkleTree {
    if (totalTransactions >>> 32 != 0) {
      throw new IllegalArgumentException(
          "number of transactions " + totalTransactions + " is not 0 to 4294967295");
    }
    hashes = List.copyOf(hashes);
    Objects.requireNonNull(flags, "flags");
  }

  /**
   * Makes the part of a tree that proves some of its leaves.
   *
   * @param txids the txids of a block, in order
   * @param wanted the positions of the leaves to be proved
   * @return the part
   * @throws IllegalArgumentException if there are no txids
   */
  public static PartialMerkleTree of(List<Hash> txids, BitSet wanted) {
    return of(txids, wanted::get);
  }

  /**
   * Makes the part of a tree that proves some of its leaves.
   *
   * @param txids the txids of a block, in order
   * @param wanted tells by its position whether a leaf is to be proved; asked once for each, in
   *     order
   * @return the part
   * @throws IllegalArgumentException if there are no txids
   */
  public static PartialMerkleTree of(List<Hash> txids, IntPredicate wanted) {
    if (txids.isEmpty()) {
      throw new IllegalArgumentException("a tree without leaves proves nothing");
    }
    return new Builder(txids, wanted).build();
  }

  /**
   * Checks the tree as Bitcoin Core does, and that the bits after the last are zero: every other
   * filling would be a second form of the same proof.
   *
   * @return what it proves, if its root is that of a header
   * @throws PayloadException if it is no part of any tree: no transactions or more than {@link
   *     #MAX_TRANSACTIONS}, hashes or bits missing or left over, or two equal hashes beside each
   *     other, with which a leaf could be proved at a place where it is not (CVE-2012-2459)
   */
  public Proof verify() throws PayloadException {
    return verify(MAX_TRANSACTIONS);
  }

  /**
   * Checks the tree, for a network whose blocks are larger or smaller than Bitcoin's.
   *
   * @param maxTransactions the most transactions that a block can have
   * @return what it proves, if its root is that of a header
   * @throws PayloadException as in {@link #verify()}
   */
  public Proof verify(int maxTransactions) throws PayloadException {
    if (totalTransactions == 0) {
      throw fault(WireFault.BAD_VALUE, "a merkle tree of no transactions");
    }
    if (totalTransactions > maxTransactions) {
      throw fault(
          WireFault.TOO_MANY, totalTransactions + " transactions, limit " + maxTransactions);
    }
    if (hashes.size() > totalTransactions) {
      throw fault(
          WireFault.TOO_MANY, hashes.size() + " hashes for " + totalTransactions + " transactions");
    }
    if (8L * flags.length() < hashes.size()) {
      throw fault(
          WireFault.TRUNCATED, hashes.size() + " hashes, " + 8L * flags.length() + " flags");
    }
    return new Walk((int) totalTransactions).proof();
  }

  private static PayloadException fault(WireFault fault, String detail) {
    return new PayloadException(fault, detail, -1);
  }

  /** Returns how many nodes a row has; row 0 are the leaves. */
  private static int width(int leaves, int row) {
    return (int) (((long) leaves + (1L << row) - 1) >>> row);
  }

  private static int rows(int leaves) {
    int row = 0;
    while (width(leaves, row) > 1) {
      row++;
    }
    return row;
  }

  /** Goes through the nodes that are there and computes those that are not. */
  private final class Walk {

    private final int leaves;
    private final List<Match> matches = new ArrayList<>();
    private int usedHashes;
    private int usedFlags;

    Walk(int leaves) {
      this.leaves = leaves;
    }

    Proof proof() throws PayloadException {
      Hash root = node(rows(leaves), 0);
      if (usedHashes != hashes.size()) {
        throw fault(
            WireFault.TRAILING_BYTES, hashes.size() - usedHashes + " hashes of the tree not used");
      }
      if ((usedFlags + 7) / 8 != flags.length()) {
        throw fault(
            WireFault.TRAILING_BYTES,
            8 * flags.length() - usedFlags + " flags of the tree not used");
      }
      for (int i = usedFlags; i < 8 * flags.length(); i++) {
        if (flag(i)) {
          throw fault(WireFault.BAD_VALUE, "a flag behind the last node is set");
        }
      }
      return new Proof(root, matches);
    }

    /** The recursion is as deep as the tree, whose height the number of transactions bounds. */
    private Hash node(int row, int position) throws PayloadException {
      if (usedFlags == 8 * flags.length()) {
        throw fault(WireFault.TRUNCATED, "the tree has more nodes than flags");
      }
      boolean wantedBelow = flag(usedFlags++);
      if (row == 0 || !wantedBelow) {
        if (usedHashes == hashes.size()) {
          throw fault(WireFault.TRUNCATED, "the tree needs more hashes than there are");
        }
        Hash hash = hashes.get(usedHashes++);
        if (row == 0 && wantedBelow) {
          matches.add(new Match(position, hash));
        }
        return hash;
      }
      Hash left = node(row - 1, 2 * position);
      if (2 * position + 1 >= width(leaves, row - 1)) {
        return Hash.sha256d(left, left);
      }
      Hash right = node(row - 1, 2 * position + 1);
      if (right.equals(left)) {
        throw fault(WireFault.BAD_VALUE, "two equal hashes beside each other (CVE-2012-2459)");
      }
      return Hash.sha256d(left, right);
    }

    private boolean flag(int index) {
      return (flags.get(index >>> 3) >>> (index & 7) & 1) != 0;
    }
  }

  /** Computes the whole tree, then walks it and keeps what is needed. */
  private static final class Builder {

    private final int leaves;
    private final List<Hash[]> hashRows = new ArrayList<>();
    private final List<BitSet> wantedRows = new ArrayList<>();
    private final List<Hash> hashes = new ArrayList<>();
    private final BitSet flags = new BitSet();
    private int flagCount;

    Builder(List<Hash> txids, IntPredicate wanted) {
      leaves = txids.size();
      Hash[] row = txids.toArray(Hash[]::new);
      BitSet wantedRow = new BitSet();
      for (int i = 0; i < leaves; i++) {
        wantedRow.set(i, wanted.test(i));
      }
      hashRows.add(row);
      wantedRows.add(wantedRow);
      while (row.length > 1) {
        row = above(row);
        hashRows.add(row);
        wantedRow = above(wantedRow);
        wantedRows.add(wantedRow);
      }
    }

    private static Hash[] above(Hash[] row) {
      Hash[] above = new Hash[(row.length + 1) / 2];
      for (int i = 0; i < above.length; i++) {
        above[i] = Hash.sha256d(row[2 * i], row[Math.min(2 * i + 1, row.length - 1)]);
      }
      return above;
    }

    private static BitSet above(BitSet row) {
      BitSet above = new BitSet();
      row.stream().forEach(position -> above.set(position / 2));
      return above;
    }

    PartialMerkleTree build() {
      node(hashRows.size() - 1, 0);
      byte[] bits = new byte[(flagCount + 7) / 8];
      byte[] used = flags.toByteArray();
      System.arraycopy(used, 0, bits, 0, used.length);
      return new PartialMerkleTree(leaves, hashes, Bytes.wrap(bits));
    }

    private void node(int row, int position) {
      boolean wantedBelow = wantedRows.get(row).get(position);
      flags.set(flagCount++, wantedBelow);
      if (row == 0 || !wantedBelow) {
        hashes.add(hashRows.get(row)[position]);
        return;
      }
      node(row - 1, 2 * position);
      if (2 * position + 1 < width(leaves, row - 1)) {
        node(row - 1, 2 * position + 1);
      }
    }
  }
}
