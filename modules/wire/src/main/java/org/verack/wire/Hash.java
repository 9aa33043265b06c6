package org.verack.wire;

import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A 32-byte hash: of a block, a transaction, a filter.
 *
 * <p>Held as four longs instead of an array, so that a hash is one object of 48 bytes and comparing
 * two costs four comparisons. It prints as explorers show it: the bytes reversed, as hexadecimal.
 *
 * {@snippet :
 * Hash genesis = Hash.of("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
 * assert genesis.equals(Networks.MAINNET.genesisHash());
 * assert genesis.toArray()[0] == 0x6f; // the wire has the bytes the other way round
 *
 * Bytes header = Networks.MAINNET.genesisBlock().slice(0, BlockHeader.SIZE);
 * assert Hash.sha256d(header).equals(genesis);
 * }
 */
public final class Hash implements Comparable<Hash> {

  /** The length of a hash in bytes. */
  public static final int LENGTH = 32;

  /** The hash of 32 zero bytes: "no block", "no stop", the previous output of a coinbase. */
  public static final Hash ZERO = new Hash(0, 0, 0, 0);

  private static final HexFormat HEX = HexFormat.of();

  /** Little-endian words, {@code w0} from the first eight bytes on the wire. */
  private final long w0;

  private final long w1;
  private final long w2;
  private final long w3;

  private Hash(long w0, long w1, long w2, long w3) {
    this.w0 = w0;
    this.w1 = w1;
    this.w2 = w2;
    this.w3 = w3;
  }

  /**
   * Reads a hash in wire order.
   *
   * @param array where it is
   * @param offset the first of its 32 bytes
   * @return the hash
   * @throws IndexOutOfBoundsException if the array has fewer than 32 bytes from there
   */
  public static Hash read(byte[] array, int offset) {
    Objects.checkFromIndexSize(offset, LENGTH, array.length);
    return new Hash(
        LittleEndian.getLong(array, offset),
        LittleEndian.getLong(array, offset + 8),
        LittleEndian.getLong(array, offset + 16),
        LittleEndian.getLong(array, offset + 24));
  }

  /**
   * Reads a hash as explorers show it.
   *
   * @param display 64 hexadecimal digits, the last byte on the wire first
   * @return the hash
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Hash of(String display) {
    if (display.length() != 2 * LENGTH) {
      throw new IllegalArgumentException(
          "a hash has 64 hexadecimal digits, not "
              + display.length()
              + ": "
              + RemoteText.escape(display, 80));
    }
    byte[] bytes;
    try {
      bytes = HEX.parseHex(display);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a hash has 64 hexadecimal digits: " + RemoteText.escape(display), e);
    }
    return read(reversed(bytes), 0);
  }

  /**
   * Computes the double SHA-256 of bytes.
   *
   * @param bytes what to hash
   * @return the hash
   */
  public static Hash sha256d(Bytes bytes) {
    return sha256d(bytes.array(), bytes.offset(), bytes.length());
  }

  /**
   * Computes the double SHA-256 of bytes.
   *
   * @param array where they are
   * @param offset the first
   * @param length how many
   * @return the hash
   */
  public static Hash sha256d(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    Sha256 sha = Sha256.borrow();
    Hash hash = sha.twice(array, offset, length);
    sha.giveBack();
    return hash;
  }

  /**
   * Computes the double SHA-256 of two hashes written one after the other: an inner node of a
   * merkle tree.
   *
   * @param left the first
   * @param right the second
   * @return the hash
   */
  public static Hash sha256d(Hash left, Hash right) {
    byte[] both = new byte[2 * LENGTH];
    left.write(both, 0);
    right.write(both, LENGTH);
    return sha256d(both, 0, both.length);
  }

  /**
   * Writes the hash in wire order.
   *
   * @param array where to
   * @param offset the first of the 32 bytes
   * @throws IndexOutOfBoundsException if the array has fewer than 32 bytes from there
   */
  public void write(byte[] array, int offset) {
    Objects.checkFromIndexSize(offset, LENGTH, array.length);
    LittleEndian.putLong(array, offset, w0);
    LittleEndian.putLong(array, offset + 8, w1);
    LittleEndian.putLong(array, offset + 16, w2);
    LittleEndian.putLong(array, offset + 24, w3);
  }

  /**
   * Returns the 32 bytes in wire order.
   *
   * @return a new array
   */
  public byte[] toArray() {
    byte[] bytes = new byte[LENGTH];
    write(bytes, 0);
    return bytes;
  }

  /**
   * Returns one of the four little-endian words that make up the hash.
   *
   * @param index 0 for the first eight bytes on the wire, up to 3
   * @return the word
   */
  public long word(int index) {
    return switch (index) {
      case 0 -> w0;
      case 1 -> w1;
      case 2 -> w2;
      case 3 -> w3;
      default -> throw new IndexOutOfBoundsException(index);
    };
  }

  /**
   * Tells whether all bytes are zero.
   *
   * @return whether this equals {@link #ZERO}
   */
  public boolean isZero() {
    return (w0 | w1 | w2 | w3) == 0;
  }

  /**
   * Compares as 256-bit little-endian numbers, which is how a block hash is compared with its
   * target and also the order of the printed forms.
   */
  @Override
  public int compareTo(Hash other) {
    int result = Long.compareUnsigned(w3, other.w3);
    if (result == 0) {
      result = Long.compareUnsigned(w2, other.w2);
    }
    if (result == 0) {
      result = Long.compareUnsigned(w1, other.w1);
    }
    return result != 0 ? result : Long.compareUnsigned(w0, other.w0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash that
        && w0 == that.w0
        && w1 == that.w1
        && w2 == that.w2
        && w3 == that.w3;
  }

  @Override
  public int hashCode() {
    // A hash is uniform except for a block's leading zeros, which are in w3.
    return (int) (w0 ^ (w1 >>> 32));
  }

  /** Returns the 64 hexadecimal digits that explorers show. */
  @Override
  public String toString() {
    return HEX.formatHex(reversed(toArray()));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
