package org.verack.wire.decred.chain;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.TrustedReader;
import org.verack.wire.decred.codec.Limits;
import org.verack.wire.decred.hash.Blake256;
import org.verack.wire.decred.hash.Blake3;

/**
 * The 180 bytes at the beginning of a block, as a view.
 *
 * <p>The hash is computed when first asked for and kept. Immutable and safe for use from any
 * thread.
 *
 * {@snippet :
 * assert header.bytes().length() == BlockHeader.SIZE && header.height() == 30;
 * assert header.hasWork(network.powLimitBits());
 * BlockHeader changed = header.toBuilder().voteBits(0).build();
 * assert !changed.hash().equals(hash);
 * assert !header.powHashV2().equals(hash); // BLAKE3 for the work, BLAKE-256 for the name
 * }
 */
public final class BlockHeader {

  /** How many bytes a header takes. */
  public static final int SIZE = 180;

  private final Bytes bytes;

  // Computed at most a few times under a race, always the same.
  private volatile @Nullable Hash hash;

  private BlockHeader(Bytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes bytes as a header.
   *
   * @param bytes exactly 180 bytes; kept, not copied
   * @return the header
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static BlockHeader of(Bytes bytes) {
    Limits.requireLength("a header", bytes, SIZE);
    return new BlockHeader(bytes);
  }

  /**
   * Reads a header out of a larger payload.
   *
   * @param in at its first byte; afterwards behind its last
   * @return the header
   * @throws PayloadException if fewer than 180 bytes remain
   */
  public static BlockHeader read(PayloadReader in) throws PayloadException {
    in.require(SIZE, "block header");
    return new BlockHeader(in.readBytes(SIZE));
  }

  /**
   * Begins a header.
   *
   * @return a builder with everything zero
   */
  public static Builder builder() {
    return new Builder(new byte[SIZE]);
  }

  /**
   * Begins a header that differs from this one.
   *
   * @return a builder with everything as here
   */
  public Builder toBuilder() {
    return new Builder(bytes.toArray());
  }

  /**
   * Returns the serialisation.
   *
   * @return the 180 bytes
   */
  public Bytes bytes() {
    return bytes;
  }

  /**
   * Returns the version of the block.
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
   * Returns the root of the tree of transactions.
   *
   * @return of the regular tree alone, since <a
   *     href="https://github.com/decred/dcps/blob/master/dcp-0005/dcp-0005.mediawiki">DCP-0005</a>
   *     over both trees
   */
  public Hash merkleRoot() {
    return at(36).hash();
  }

  /**
   * Returns the root of the stake tree, since <a
   * href="https://github.com/decred/dcps/blob/master/dcp-0005/dcp-0005.mediawiki">DCP-0005</a> the
   * commitment to the block's filter.
   *
   * @return the hash
   */
  public Hash stakeRoot() {
    return at(68).hash();
  }

  /**
   * Returns the bits of the votes on the block before.
   *
   * @return 0 to 65535; the lowest bit says that its regular tree is valid
   */
  public int voteBits() {
    return at(100).u16();
  }

  /**
   * Returns the final state of the ticket lottery.
   *
   * @return 6 bytes
   */
  public Bytes finalState() {
    return bytes.slice(102, 6);
  }

  /**
   * Returns how many votes the block holds.
   *
   * @return 0 to 65535
   */
  public int voters() {
    return at(108).u16();
  }

  /**
   * Returns how many tickets the block sells.
   *
   * @return 0 to 255
   */
  public int freshStake() {
    return at(110).u8();
  }

  /**
   * Returns how many tickets the block revokes.
   *
   * @return 0 to 255
   */
  public int revocations() {
    return at(111).u8();
  }

  /**
   * Returns how many tickets are live.
   *
   * @return 0 to 2^32 - 1
   */
  public long poolSize() {
    return at(112).u32();
  }

  /**
   * Returns the target of the proof of work in compact form.
   *
   * @return the 32 bits
   */
  public int bits() {
    return at(116).i32();
  }

  /**
   * Returns what a ticket costs (in the reference: sbits).
   *
   * @return atoms, any 64 bits
   */
  public long ticketPrice() {
    return at(120).i64();
  }

  /**
   * Returns the height of the block.
   *
   * @return 0 to 2^32 - 1
   */
  public long height() {
    return at(128).u32();
  }

  /**
   * Returns how many bytes the block takes.
   *
   * @return 0 to 2^32 - 1, by the miner's word
   */
  public long size() {
    return at(132).u32();
  }

  /**
   * Returns when the block was made, by the miner's word.
   *
   * @return seconds since 1970, 0 to 2^32 - 1
   */
  public long time() {
    return at(136).u32();
  }

  /**
   * Returns what was found by mining.
   *
   * @return 0 to 2^32 - 1
   */
  public long nonce() {
    return at(140).u32();
  }

  /**
   * Returns what else the miner varies or says.
   *
   * @return 32 bytes
   */
  public Bytes extraData() {
    return bytes.slice(144, 32);
  }

  /**
   * Returns the version of the stake rules that the miner votes with.
   *
   * @return 0 to 2^32 - 1
   */
  public long stakeVersion() {
    return at(176).u32();
  }

  private TrustedReader at(int offset) {
    return new TrustedReader(bytes, offset);
  }

  /**
   * Returns the hash, which names the block. It was also the hash of the proof of work until <a
   * href="https://github.com/decred/dcps/blob/master/dcp-0011/dcp-0011.mediawiki">DCP-0011</a>.
   *
   * @return the BLAKE-256 of the 180 bytes, computed when first asked for
   */
  public Hash hash() {
    Hash known = hash;
    if (known == null) {
      known = Blake256.hash(bytes);
      hash = known;
    }
    return known;
  }

  /**
   * Computes the hash of the proof of work since <a
   * href="https://github.com/decred/dcps/blob/master/dcp-0011/dcp-0011.mediawiki">DCP-0011</a>.
   *
   * @return the BLAKE3 of the 180 bytes, computed at each call
   */
  public Hash powHashV2() {
    return Blake3.hash(bytes);
  }

  /**
   * Tells whether the work that the header claims was done, by one of the two rules that Decred has
   * had: which of them holds for a block is decided by votes, and so by the chain before it.
   *
   * @param limitBits the easiest target that the network allows
   * @return whether the target is not easier than that, and {@link #hash()} or {@link #powHashV2()}
   *     meets it
   */
  public boolean hasWork(int limitBits) {
    BigInteger target = ProofOfWork.target(bits());
    return target.signum() > 0
        && target.compareTo(ProofOfWork.target(limitBits)) <= 0
        && (ProofOfWork.number(powHashV2()).compareTo(target) <= 0
            || ProofOfWork.number(hash()).compareTo(target) <= 0);
  }

  /**
   * Frees the header from the larger array that it shares memory with.
   *
   * @return an equal header that keeps nothing but its 180 bytes
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
        + ", height "
        + height()
        + ", version 0x"
        + HexFormat.of().toHexDigits(version())
        + ", "
        + Instant.ofEpochSecond(time());
  }

  /** Collects the parts of a header. Not safe for use by several threads at once. */
  public static final class Builder {

    private final byte[] array;

    private Builder(byte[] array) {
      this.array = array;
    }

    /**
     * Sets the version of the block.
     *
     * @param value any 32 bits
     * @return this builder
     */
    public Builder version(int value) {
      return put(0, value, 4);
    }

    /**
     * Sets the hash of the block before.
     *
     * @param value the hash; zero in a genesis block
     * @return this builder
     */
    public Builder previousBlock(Hash value) {
      value.write(array, 4);
      return this;
    }

    /**
     * Sets the root of the tree of transactions.
     *
     * @param value of the regular tree alone, since <a
     *     href="https://github.com/decred/dcps/blob/master/dcp-0005/dcp-0005.mediawiki">DCP-0005</a>
     *     over both trees
     * @return this builder
     */
    public Builder merkleRoot(Hash value) {
      value.write(array, 36);
      return this;
    }

    /**
     * Sets the root of the stake tree, since <a
     * href="https://github.com/decred/dcps/blob/master/dcp-0005/dcp-0005.mediawiki">DCP-0005</a>
     * the commitment to the block's filter.
     *
     * @param value the hash
     * @return this builder
     */
    public Builder stakeRoot(Hash value) {
      value.write(array, 68);
      return this;
    }

    /**
     * Sets the bits of the votes on the block before.
     *
     * @param value 0 to 65535; the lowest bit says that its regular tree is valid
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder voteBits(int value) {
      Limits.requireU16("voteBits", value);
      return put(100, value, 2);
    }

    /**
     * Sets the final state of the ticket lottery.
     *
     * @param value 6 bytes
     * @return this builder
     * @throws IllegalArgumentException if it is of another length
     */
    public Builder finalState(Bytes value) {
      return put(102, "finalState", value, 6);
    }

    /**
     * Sets how many votes the block holds.
     *
     * @param value 0 to 65535
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder voters(int value) {
      Limits.requireU16("voters", value);
      return put(108, value, 2);
    }

    /**
     * Sets how many tickets the block sells.
     *
     * @param value 0 to 255
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder freshStake(int value) {
      Limits.requireU8("freshStake", value);
      return put(110, value, 1);
    }

    /**
     * Sets how many tickets the block revokes.
     *
     * @param value 0 to 255
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder revocations(int value) {
      Limits.requireU8("revocations", value);
      return put(111, value, 1);
    }

    /**
     * Sets how many tickets are live.
     *
     * @param value 0 to 2^32 - 1
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder poolSize(long value) {
      Limits.requireU32("poolSize", value);
      return put(112, value, 4);
    }

    /**
     * Sets the target of the proof of work in compact form.
     *
     * @param value the 32 bits
     * @return this builder
     */
    public Builder bits(int value) {
      return put(116, value, 4);
    }

    /**
     * Sets what a ticket costs (in the reference: sbits).
     *
     * @param value atoms, any 64 bits
     * @return this builder
     */
    public Builder ticketPrice(long value) {
      return put(120, value, 8);
    }

    /**
     * Sets the height of the block.
     *
     * @param value 0 to 2^32 - 1
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder height(long value) {
      Limits.requireU32("height", value);
      return put(128, value, 4);
    }

    /**
     * Sets how many bytes the block takes.
     *
     * @param value 0 to 2^32 - 1, by the miner's word
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder size(long value) {
      Limits.requireU32("size", value);
      return put(132, value, 4);
    }

    /**
     * Sets when the block was made, by the miner's word.
     *
     * @param value seconds since 1970, 0 to 2^32 - 1
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder time(long value) {
      Limits.requireU32("time", value);
      return put(136, value, 4);
    }

    /**
     * Sets what was found by mining.
     *
     * @param value 0 to 2^32 - 1
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder nonce(long value) {
      Limits.requireU32("nonce", value);
      return put(140, value, 4);
    }

    /**
     * Sets what else the miner varies or says.
     *
     * @param value 32 bytes
     * @return this builder
     * @throws IllegalArgumentException if it is of another length
     */
    public Builder extraData(Bytes value) {
      return put(144, "extraData", value, 32);
    }

    /**
     * Sets the version of the stake rules that the miner votes with.
     *
     * @param value 0 to 2^32 - 1
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder stakeVersion(long value) {
      Limits.requireU32("stakeVersion", value);
      return put(176, value, 4);
    }

    private Builder put(int at, long value, int size) {
      for (int i = 0; i < size; i++) {
        array[at + i] = (byte) (value >>> (8 * i));
      }
      return this;
    }

    private Builder put(int at, String what, Bytes value, int size) {
      Limits.requireLength(what, value, size);
      value.copyTo(array, at);
      return this;
    }

    /**
     * Makes the header.
     *
     * @return a header of its own; the builder can be used again
     */
    public BlockHeader build() {
      return new BlockHeader(Bytes.copyOf(array));
    }
  }
}
