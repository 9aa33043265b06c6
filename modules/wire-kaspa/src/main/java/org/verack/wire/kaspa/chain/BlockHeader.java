package org.verack.wire.kaspa.chain;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.codec.TrustedReader;

/**
 * The beginning of a block, as a view: {@value #FIXED_SIZE} bytes and 32 for each of the blocks
 * that it follows.
 *
 * <p>The hash is computed when first asked for and kept. Immutable and safe for use from any
 * thread.
 *
 * {@snippet :
 * assert header.bytes().length() == BlockHeader.FIXED_SIZE + 32 * header.parentCount();
 * assert header.hasWork(network.powLimitBits());
 * BlockHeader joining = // follows two
 *     BlockHeader.of(
 *         1, List.of(hash, hashes.get(7)), Hash.ZERO, Hash.ZERO, Hash.ZERO,
 *         System.currentTimeMillis(), header.bits(), 0);
 * assert joining.parents().contains(hash) && !joining.isGenesis();
 * }
 */
public final class BlockHeader {

  /** The most blocks that one can follow. */
  public static final int MAX_PARENTS = 255;

  /** How many bytes a header takes without the hashes of its parents. */
  public static final int FIXED_SIZE = 4 + 1 + 3 * Hash.LENGTH + 8 + 4 + 8;

  private static final int PARENTS_AT = 5;

  private final Bytes bytes;

  // Computed at most a few times under a race, always the same.
  private volatile @Nullable Hash hash;

  private BlockHeader(Bytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Builds a header from its parts.
   *
   * @param version any 32 bits
   * @param parents the hashes of the blocks that it follows, at most {@value #MAX_PARENTS}; none
   *     for the first block
   * @param hashMerkleRoot the root of the tree of the hashes of its transactions
   * @param acceptedIdMerkleRoot the root of the tree of the ids of what it accepts
   * @param utxoCommitment the hash of all unspent outputs
   * @param timestamp milliseconds since 1970, any 64 bits
   * @param bits the target in compact form, as 32 bits
   * @param nonce what was found by mining, any 64 bits
   * @return the header
   * @throws IllegalArgumentException if there are too many parents
   */
  public static BlockHeader of(
      int version,
      List<Hash> parents,
      Hash hashMerkleRoot,
      Hash acceptedIdMerkleRoot,
      Hash utxoCommitment,
      long timestamp,
      int bits,
      long nonce) {
    if (parents.size() > MAX_PARENTS) {
      throw new IllegalArgumentException(parents.size() + " parents, limit " + MAX_PARENTS);
    }
    PayloadWriter out = new PayloadWriter(FIXED_SIZE + Hash.LENGTH * parents.size());
    out.writeI32(version);
    out.writeU8(parents.size());
    HashList.write(parents, out);
    out.writeHash(hashMerkleRoot);
    out.writeHash(acceptedIdMerkleRoot);
    out.writeHash(utxoCommitment);
    out.writeI64(timestamp);
    out.writeI32(bits);
    out.writeI64(nonce);
    return new BlockHeader(out.finish());
  }

  /**
   * Reads a header out of a larger payload.
   *
   * @param in at its first byte; afterwards behind its last
   * @return the header
   * @throws PayloadException if no header is there
   */
  public static BlockHeader read(PayloadReader in) throws PayloadException {
    int from = in.offset();
    skip(in);
    return new BlockHeader(in.since(from));
  }

  static void skip(PayloadReader in) throws PayloadException {
    in.skip(4, "block version");
    int parents = in.readU8("number of parents");
    in.skip(Hash.LENGTH * parents, "parents");
    in.skip(FIXED_SIZE - PARENTS_AT, "block header");
  }

  /** Takes bytes as a header that was checked. */
  static BlockHeader of(Bytes bytes) {
    return new BlockHeader(bytes);
  }

  /**
   * Returns the serialisation.
   *
   * @return the bytes that this is a view of
   */
  public Bytes bytes() {
    return bytes;
  }

  /**
   * Returns the version.
   *
   * @return any 32 bits
   */
  public int version() {
    return new TrustedReader(bytes, 0).i32();
  }

  /**
   * Returns how many blocks this one follows.
   *
   * @return 0 to {@value #MAX_PARENTS}
   */
  public int parentCount() {
    return (bytes.length() - FIXED_SIZE) / Hash.LENGTH;
  }

  /**
   * Returns the blocks that this one follows.
   *
   * @return a new immutable list of their hashes
   */
  public List<Hash> parents() {
    Hash[] parents = new Hash[parentCount()];
    for (int i = 0; i < parents.length; i++) {
      parents[i] = parent(i);
    }
    return List.of(parents);
  }

  /**
   * Returns one of the blocks that this one follows.
   *
   * @param index which
   * @return its hash
   * @throws IndexOutOfBoundsException if there is no such parent
   */
  public Hash parent(int index) {
    Objects.checkIndex(index, parentCount());
    return new TrustedReader(bytes, PARENTS_AT + Hash.LENGTH * index).hash();
  }

  /**
   * Tells whether this is the first block of a network.
   *
   * @return whether it follows none
   */
  public boolean isGenesis() {
    return parentCount() == 0;
  }

  /**
   * Returns the root of the tree of the hashes of the transactions.
   *
   * @return the hash
   */
  public Hash hashMerkleRoot() {
    return behindParents(0).hash();
  }

  /**
   * Returns the root of the tree of the ids of the transactions that this block accepts.
   *
   * @return the hash
   */
  public Hash acceptedIdMerkleRoot() {
    return behindParents(Hash.LENGTH).hash();
  }

  /**
   * Returns the hash of all unspent outputs.
   *
   * @return the hash
   */
  public Hash utxoCommitment() {
    return behindParents(2 * Hash.LENGTH).hash();
  }

  /**
   * Returns when the block was made, by the miner's word.
   *
   * @return milliseconds since 1970, any 64 bits
   */
  public long timestamp() {
    return behindParents(3 * Hash.LENGTH).i64();
  }

  /**
   * Returns the target in compact form.
   *
   * @return the 32 bits
   */
  public int bits() {
    return behindParents(3 * Hash.LENGTH + 8).i32();
  }

  /**
   * Returns what was found by mining.
   *
   * @return any 64 bits
   */
  public long nonce() {
    return behindParents(3 * Hash.LENGTH + 8 + 4).i64();
  }

  private TrustedReader behindParents(int offset) {
    return new TrustedReader(bytes, PARENTS_AT + Hash.LENGTH * parentCount() + offset);
  }

  /**
   * Returns the hash, which names the block.
   *
   * @return the double SHA-256 of the bytes, computed when first asked for
   */
  public Hash hash() {
    Hash known = hash;
    if (known == null) {
      known = Hash.sha256d(bytes);
      hash = known;
    }
    return known;
  }

  /**
   * Tells whether the work that the header names was done.
   *
   * @param limitBits the easiest target that the network allows, in compact form
   * @return whether the hash meets the target, and that is not easier
   */
  public boolean hasWork(int limitBits) {
    return ProofOfWork.isMet(hash(), bits(), limitBits);
  }

  /**
   * Frees the header from the larger array that it shares memory with.
   *
   * @return an equal header that keeps nothing but its own bytes
   */
  public BlockHeader detached() {
    return bytes.isDetached() ? this : new BlockHeader(bytes.detached());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BlockHeader that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  @Override
  public String toString() {
    return "header "
        + hash()
        + ", version 0x"
        + HexFormat.of().toHexDigits(version())
        + ", "
        + parentCount()
        + (parentCount() == 1 ? " parent, " : " parents, ")
        + Instant.ofEpochMilli(timestamp());
  }
}
