package org.verack.wire.lbry.chain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.codec.TrustedReader;

/**
 * The 112 bytes at the beginning of a block of LBRY, as a view: Bitcoin's header with the root of
 * the claim trie in it.
 *
 * <p>The {@linkplain #hash() hash} names the block, the {@linkplain #proofOfWorkHash() hash of its
 * proof of work} is another. Both are computed when first asked for; the first is kept. Immutable
 * and safe for use from any thread.
 *
 * {@snippet :
 * assert header.bytes().length() == 112; // Bitcoin's 80, and a hash
 * assert !header.proofOfWorkHash().equals(hash); // what is mined is not what names the block
 * assert header.hasWork(network.powLimitBits());
 * BlockHeader other =
 *     BlockHeader.of(
 *         1, hash, header.merkleRoot(), Hash.ZERO, header.time() + 150, header.bits(), 0);
 * assert other.claimTrieRoot().equals(Hash.ZERO) && other.previousBlock().equals(hash);
 * }
 */
public final class BlockHeader {

  /** How many bytes a header takes. */
  public static final int SIZE = 112;

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
   * @param previousBlock the hash of the block before
   * @param merkleRoot the root of the tree of txids
   * @param claimTrieRoot the root of the trie of all claims
   * @param time seconds since 1970, 0 to 2^32 - 1
   * @param bits the target in compact form, as 32 bits
   * @param nonce what was found by mining, 0 to 2^32 - 1
   * @return the header
   * @throws IllegalArgumentException if time or nonce are out of range
   */
  public static BlockHeader of(
      int version,
      Hash previousBlock,
      Hash merkleRoot,
      Hash claimTrieRoot,
      long time,
      int bits,
      long nonce) {
    requireU32("time", time);
    requireU32("nonce", nonce);
    PayloadWriter out = new PayloadWriter(SIZE);
    out.writeI32(version);
    out.writeHash(previousBlock);
    out.writeHash(merkleRoot);
    out.writeHash(claimTrieRoot);
    out.writeU32(time);
    out.writeI32(bits);
    out.writeU32(nonce);
    return new BlockHeader(out.finish());
  }

  private static void requireU32(String what, long value) {
    if (value < 0 || value > 0xffff_ffffL) {
      throw new IllegalArgumentException(what + " " + value + " is not 0 to 2^32 - 1");
    }
  }

  /**
   * Takes bytes as a header.
   *
   * @param bytes exactly 112 bytes; kept, not copied
   * @return the header
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static BlockHeader of(Bytes bytes) {
    if (bytes.length() != SIZE) {
      throw new IllegalArgumentException("a header has " + SIZE + " bytes, not " + bytes.length());
    }
    return new BlockHeader(bytes);
  }

  /**
   * Reads a header out of a larger payload.
   *
   * @param in at its first byte; afterwards behind its last
   * @return the header
   * @throws PayloadException if fewer than 112 bytes remain
   */
  public static BlockHeader read(PayloadReader in) throws PayloadException {
    in.require(SIZE, "block header");
    return new BlockHeader(in.readBytes(SIZE));
  }

  /**
   * Returns the serialisation.
   *
   * @return the 112 bytes
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
    return at(0).i32();
  }

  /**
   * Returns the hash of the block before.
   *
   * @return the hash; zero in a genesis block
   */
  public Hash previousBlock() {
    return at(4).hash();
  }

  /**
   * Returns the root of the tree of txids.
   *
   * @return the hash
   */
  public Hash merkleRoot() {
    return at(36).hash();
  }

  /**
   * Returns the root of the trie of all claims as they stand after this block.
   *
   * @return the hash; 1 (as the least significant byte) while there are none
   */
  public Hash claimTrieRoot() {
    return at(68).hash();
  }

  /**
   * Returns when the block was made, by the miner's word.
   *
   * @return seconds since 1970, 0 to 2^32 - 1
   */
  public long time() {
    return at(100).i32() & 0xffff_ffffL;
  }

  /**
   * Returns the target in compact form.
   *
   * @return the 32 bits
   */
  public int bits() {
    return at(104).i32();
  }

  /**
   * Returns what was found by mining.
   *
   * @return 0 to 2^32 - 1
   */
  public long nonce() {
    return at(108).i32() & 0xffff_ffffL;
  }

  private TrustedReader at(int offset) {
    return new TrustedReader(bytes, offset);
  }

  /**
   * Returns the hash, which names the block.
   *
   * @return the double SHA-256 of the 112 bytes, computed when first asked for
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
   * Computes the hash that has to meet the target: the double SHA-256 of the two RIPEMD-160 hashes
   * of the halves of the SHA-512 of {@link #hash()}.
   *
   * @return the hash, computed at each call
   */
  public Hash proofOfWorkHash() {
    byte[] wide = sha512(hash().toArray());
    byte[] halves = new byte[2 * Ripemd160.LENGTH];
    Ripemd160.hash(wide, 0, halves, 0);
    Ripemd160.hash(wide, Ripemd160.MESSAGE, halves, Ripemd160.LENGTH);
    return Hash.sha256d(halves, 0, halves.length);
  }

  private static byte[] sha512(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  /**
   * Tells whether the work that the header names was done.
   *
   * @param limitBits the easiest target that the network allows, in compact form
   * @return whether {@link #proofOfWorkHash()} meets the target, and that is not easier
   */
  public boolean hasWork(int limitBits) {
    return ProofOfWork.isMet(proofOfWorkHash(), bits(), limitBits);
  }

  /**
   * Frees the header from the larger array that it shares memory with.
   *
   * @return an equal header that keeps nothing but its 112 bytes
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
        + Instant.ofEpochSecond(time());
  }
}
