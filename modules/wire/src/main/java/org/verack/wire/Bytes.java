package org.verack.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable piece of memory: all of an array or a part of it.
 *
 * <p>A piece of a block shares the block's array, so keeping it keeps the block; {@link
 * #detached()} frees it. Nobody may change the array that {@link #array()} returns.
 *
 * {@snippet :
 * Bytes coinbase = block.transaction(0).bytes();
 * assert coinbase.array() == block.bytes().array(); // not copied: keeping it keeps the block
 *
 * Bytes kept = coinbase.detached();
 * assert kept.equals(coinbase) && kept.array().length == coinbase.length();
 * assert kept.slice(0, 4).toHex().equals("02000000"); // the version, little-endian
 * }
 */
public final class Bytes {

  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /**
   * Takes over an array without copying it. The caller must not change it from now on.
   *
   * @param array the array
   * @return all of it
   */
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
  }

  /**
   * Takes over part of an array without copying it. The caller must not change it from now on.
   *
   * @param array the array
   * @param offset the first byte
   * @param length how many
   * @return the part
   * @throws IndexOutOfBoundsException if that is not inside the array
   */
  public static Bytes wrap(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return length == 0 ? EMPTY : new Bytes(array, offset, length);
  }

  /**
   * Copies bytes.
   *
   * @param array what to copy
   * @return the copy
   */
  public static Bytes copyOf(byte... array) {
    return wrap(array.clone());
  }

  /**
   * Copies part of an array.
   *
   * @param array where from
   * @param offset the first byte
   * @param length how many
   * @return the copy
   * @throws IndexOutOfBoundsException if that is not inside the array
   */
  public static Bytes copyOf(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return wrap(Arrays.copyOfRange(array, offset, offset + length));
  }

  /**
   * Reads hexadecimal digits.
   *
   * @param hex an even number of digits
   * @return the bytes
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Bytes ofHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex));
  }

  /**
   * Returns how many bytes there are.
   *
   * @return the length
   */
  public int length() {
    return length;
  }

  /**
   * Tells whether there are none.
   *
   * @return whether the length is zero
   */
  public boolean isEmpty() {
    return length == 0;
  }

  /**
   * Returns one byte.
   *
   * @param index which
   * @return the byte, signed
   * @throws IndexOutOfBoundsException if there is none there
   */
  public byte get(int index) {
    return array[offset + Objects.checkIndex(index, length)];
  }

  /**
   * Returns the array behind this piece. It is shared and must not be changed.
   *
   * @return the array; this piece begins at {@link #offset()}
   */
  public byte[] array() {
    return array;
  }

  /**
   * Returns where in {@link #array()} this piece begins.
   *
   * @return the offset of the first byte
   */
  public int offset() {
    return offset;
  }

  /**
   * Returns a part, sharing the memory.
   *
   * @param from the first byte
   * @param count how many
   * @return the part
   * @throws IndexOutOfBoundsException if that is not inside
   */
  public Bytes slice(int from, int count) {
    Objects.checkFromIndexSize(from, count, length);
    return wrap(array, offset + from, count);
  }

  /**
   * Frees this piece from a larger array.
   *
   * @return the same bytes in an array of their own; this piece itself if it already has one
   */
  public Bytes detached() {
    return isDetached() ? this : copyOf(array, offset, length);
  }

  /**
   * Tells whether keeping this piece keeps nothing else.
   *
   * @return whether it is all of its array
   */
  public boolean isDetached() {
    return length == array.length;
  }

  /**
   * Copies the bytes.
   *
   * @return a new array
   */
  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /**
   * Copies the bytes into an array.
   *
   * @param target where to
   * @param at where the first byte goes
   * @throws IndexOutOfBoundsException if they do not fit
   */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /**
   * Returns a read-only buffer over the bytes.
   *
   * @return a buffer whose remaining bytes are these
   */
  public ByteBuffer toBuffer() {
    return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
  }

  /**
   * Returns the bytes as hexadecimal digits, in their order.
   *
   * @return two lower-case digits a byte
   */
  public String toHex() {
    return HexFormat.of().formatHex(array, offset, offset + length);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same part of the same array needs no look
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that
        && length == that.length
        && ((array == that.array && offset == that.offset)
            || Arrays.equals(
                array, offset, offset + length, that.array, that.offset, that.offset + length));
  }

  @Override
  public int hashCode() {
    int result = 1;
    for (int i = offset; i < offset + length; i++) {
      result = 31 * result + array[i];
    }
    return result;
  }

  /** Returns the first bytes as hexadecimal digits; long pieces are cut and their length named. */
  @Override
  public String toString() {
    return length <= 64 ? toHex() : slice(0, 32).toHex() + "... (" + length + " bytes)";
  }
}
