package org.verack.wire.chain;

import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.codec.TrustedReader;

/**
 * The 80 bytes at the beginning of a block, as a view.
 *
 * <p>The hash is computed when first asked for and kept.
 *
 * {@snippet :
 * BlockHeader first = headers.get(1);
 * assert first.previousBlock().equals(network.genesisHash());
 * assert ProofOfWork.isMet(first.hash(), first.bits(), network.powLimitBits());
 *
 * // A header out of a message keeps the whole message; who stores it frees it.
 * BlockHeader stored = Headers.of(headers).header(1).detached();
 * assert stored.equals(first) && stored.bytes().isDetached();
 * }
 */
public final class BlockHeader {

  /** How many bytes a header takes. */
  public static final int SIZE = 80;

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
   * @param time seconds since 1970, 0 to 2^32 - 1
   * @param bits the target in compact form, as 32 bits
   * @param nonce what was found by mining, 0 to 2^32 - 1
   * @return the header
   * @throws IllegalArgumentException if time or nonce are out of range
   */
  public static BlockHeader of(
      int version, Hash previousBlock, Hash merkleRoot, long time, int bits, long nonce) {
    requireU32("time", time);
    requireU32("nonce", nonce);
    PayloadWriter out = new PayloadWriter(SIZE);
    out.writeI32(version);
    out.writeHash(previousBlock);
    out.writeHash(merkleRoot);
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
   * @param bytes exactly 80 bytes; kept, not copied
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
   * @throws PayloadException if fewer than 80 bytes remain
   */
  public static BlockHeader read(PayloadReader in) throws PayloadException {
    in.require(SIZE, "block header");
    return new BlockHeader(in.readBytes(SIZE));
  }

  /**
   * Returns the serialisation.
   *
   * @return the 80 bytes
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
   * Returns when the block was made, by the miner's word.
   *
   * @return seconds since 1970, 0 to 2^32 - 1
   */
  public long time() {
    return at(68).i32() & 0xffff_ffffL;
  }

  /**
   * Returns the target in compact form.
   *
   * @return the 32 bits
   */
  public int bits() {
    return at(72).i32();
  }

  /**
   * Returns what was found by mining.
   *
   * @return 0 to 2^32 - 1
   */
  public long nonce() {
    return at(76).i32() & 0xffff_ffffL;
  }

  private TrustedReader at(int offset) {
    return new TrustedReader(bytes, offset);
  }

  /**
   * Returns the hash, which names the block.
   *
   * @return the double SHA-256 of the 80 bytes, computed when first asked for
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
   * Frees the header from the larger array that it shares memory with.
   *
   * @return an equal header that keeps nothing but its 80 bytes
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
