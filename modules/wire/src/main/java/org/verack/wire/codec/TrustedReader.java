package org.verack.wire.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;

/**
 * Reads bytes that a scan with a {@link PayloadReader} has already checked, as views do: no limits,
 * no checked exceptions. Bytes that were not checked give nonsense, or an {@link
 * IndexOutOfBoundsException} at the end of their array.
 *
 * <p>Not safe for use by several threads at once.
 *
 * {@snippet :
 * TrustedReader in = new TrustedReader(header.bytes(), 4); // behind the version
 * assert in.hash().equals(header.previousBlock());
 * assert in.hash().equals(header.merkleRoot());
 * assert in.u32() == header.time() && in.i32() == header.bits() && in.u32() == header.nonce();
 * }
 */
public final class TrustedReader {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] array;
  private final int start;
  private int position;

  /**
   * Creates a reader.
   *
   * @param bytes what was checked
   * @param at the offset at which to begin
   */
  public TrustedReader(Bytes bytes, int at) {
    array = bytes.array();
    start = bytes.offset();
    position = start + at;
  }

  /**
   * Returns where this reader is.
   *
   * @return the offset from the beginning of its bytes
   */
  public int offset() {
    return position - start;
  }

  /**
   * Goes somewhere else.
   *
   * @param at the offset from the beginning of the bytes
   */
  public void seek(int at) {
    position = start + at;
  }

  /**
   * Passes over bytes.
   *
   * @param count how many
   */
  public void skip(int count) {
    position += count;
  }

  /**
   * Looks at four bytes without moving.
   *
   * @param at their offset from the beginning of the bytes
   * @return the bytes as a little-endian number
   */
  public int i32At(int at) {
    return (int) INT.get(array, start + at);
  }

  /**
   * Looks at eight bytes without moving.
   *
   * @param at their offset from the beginning of the bytes
   * @return the bytes as a little-endian number
   */
  public long i64At(int at) {
    return (long) LONG.get(array, start + at);
  }

  /**
   * Reads a byte.
   *
   * @return 0 to 255
   */
  public int u8() {
    return array[position++] & 0xff;
  }

  /**
   * Reads two bytes, little-endian.
   *
   * @return 0 to 65535
   */
  public int u16() {
    int value = (short) SHORT.get(array, position) & 0xffff;
    position += 2;
    return value;
  }

  /**
   * Reads four bytes, little-endian, signed.
   *
   * @return the value
   */
  public int i32() {
    int value = (int) INT.get(array, position);
    position += 4;
    return value;
  }

  /**
   * Reads four bytes, little-endian, unsigned.
   *
   * @return 0 to 2^32 - 1
   */
  public long u32() {
    return i32() & 0xffff_ffffL;
  }

  /**
   * Reads eight bytes, little-endian.
   *
   * @return the value; for an unsigned field, its bits
   */
  public long i64() {
    long value = (long) LONG.get(array, position);
    position += 8;
    return value;
  }

  /**
   * Reads a hash.
   *
   * @return the hash
   */
  public Hash hash() {
    Hash hash = Hash.read(array, position);
    position += Hash.LENGTH;
    return hash;
  }

  /**
   * Reads a CompactSize that the scan has found to be at most an int.
   *
   * @return the value
   */
  public int count() {
    int first = array[position++] & 0xff;
    if (first < 0xfd) {
      return first;
    }
    return first == 0xfd ? u16() : i32();
  }

  /**
   * Reads bytes.
   *
   * @param length how many
   * @return a piece that shares the memory
   */
  public Bytes bytes(int length) {
    Bytes bytes = Bytes.wrap(array, position, length);
    position += length;
    return bytes;
  }

  /**
   * Reads a length and so many bytes.
   *
   * @return a piece that shares the memory
   */
  public Bytes varBytes() {
    return bytes(count());
  }
}
