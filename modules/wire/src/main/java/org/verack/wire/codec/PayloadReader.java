package org.verack.wire.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;

/**
 * Reads a payload field by field.
 *
 * <p>Nothing is read past the end: a field that does not fit is a {@link PayloadException} with the
 * place. Nothing is allocated on the word of the remote: counts are checked against their limit and
 * against the bytes that remain.
 *
 * <p>A reader either <em>owns</em> its bytes, then {@link #readBytes} gives pieces of them without
 * copying, or it reads from a buffer that will be used again, then it copies.
 *
 * <p>Not safe for use by several threads at once.
 *
 * {@snippet :
 * PayloadReader in = PayloadReader.over(Bytes.ofHex("03" + "616263" + "ff"));
 * assert in.readVarString("name", 80).equals("abc");
 * assert in.readU8("flags") == 255 && in.remaining() == 0;
 *
 * try {
 *   PayloadReader.over(Bytes.ofHex("feffffff00")).readCount("hashes", 50_000, Hash.LENGTH);
 *   assert false;
 * } catch (PayloadException e) {
 *   assert e.fault() == WireFault.TOO_MANY; // 16 million hashes: nothing was allocated
 * }
 * }
 */
public final class PayloadReader {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] array;
  private final int start;
  private final int end;
  private final boolean owned;
  private int position;
  private @Nullable VerifiedChecksum checksum;

  private PayloadReader(byte[] array, int start, int length, boolean owned) {
    Objects.checkFromIndexSize(start, length, array.length);
    this.array = array;
    this.start = start;
    this.end = start + length;
    this.owned = owned;
    this.position = start;
  }

  /**
   * Reads bytes that nobody will change; what is read may share their memory.
   *
   * @param bytes the payload
   * @return a reader at its beginning
   */
  public static PayloadReader over(Bytes bytes) {
    return new PayloadReader(bytes.array(), bytes.offset(), bytes.length(), true);
  }

  /**
   * Reads from a buffer that will be used again; what is kept is copied.
   *
   * @param array the buffer
   * @param offset the first byte of the payload
   * @param length the length of the payload
   * @return a reader at its beginning
   */
  public static PayloadReader borrowing(byte[] array, int offset, int length) {
    return new PayloadReader(array, offset, length, false);
  }

  /**
   * Notes that the checksum of the whole payload was found right.
   *
   * @param verified the checksum
   * @return this reader
   */
  public PayloadReader withChecksum(VerifiedChecksum verified) {
    checksum = verified;
    return this;
  }

  /**
   * Returns the checksum of a view that began at some place and ends here.
   *
   * @param from the {@link #offset()} at which it began
   * @return the checksum if the view is the whole payload and the checksum was verified, else null
   */
  public @Nullable VerifiedChecksum checksumSince(int from) {
    return from == 0 && position == end ? checksum : null;
  }

  /**
   * Returns how many bytes are still to be read.
   *
   * @return the number
   */
  public int remaining() {
    return end - position;
  }

  /**
   * Returns how many bytes have been read.
   *
   * @return the offset from the start of the payload
   */
  public int offset() {
    return position - start;
  }

  /**
   * Checks that so many bytes remain.
   *
   * @param count how many
   * @param what what they are, for the message
   * @throws PayloadException with {@link WireFault#TRUNCATED} if fewer remain
   */
  public void require(int count, String what) throws PayloadException {
    if (count > end - position) {
      throw truncated(what, count);
    }
  }

  /**
   * Reads one byte.
   *
   * @param what the field, for the message
   * @return 0 to 255
   * @throws PayloadException if none remains
   */
  public int readU8(String what) throws PayloadException {
    require(1, what);
    return array[position++] & 0xff;
  }

  /**
   * Reads a truth value: zero is false, everything else is true.
   *
   * @param what the field, for the message
   * @return the value
   * @throws PayloadException if no byte remains
   */
  public boolean readBoolean(String what) throws PayloadException {
    return readU8(what) != 0;
  }

  /**
   * Reads two bytes, little-endian.
   *
   * @param what the field, for the message
   * @return 0 to 65535
   * @throws PayloadException if fewer remain
   */
  public int readU16(String what) throws PayloadException {
    require(2, what);
    int value = (short) SHORT.get(array, position) & 0xffff;
    position += 2;
    return value;
  }

  /**
   * Reads two bytes, big-endian, as ports are written.
   *
   * @param what the field, for the message
   * @return 0 to 65535
   * @throws PayloadException if fewer remain
   */
  public int readPort(String what) throws PayloadException {
    return Short.toUnsignedInt(Short.reverseBytes((short) readU16(what)));
  }

  /**
   * Reads four bytes, little-endian, signed.
   *
   * @param what the field, for the message
   * @return the value
   * @throws PayloadException if fewer remain
   */
  public int readI32(String what) throws PayloadException {
    require(4, what);
    int value = (int) INT.get(array, position);
    position += 4;
    return value;
  }

  /**
   * Reads four bytes, little-endian, unsigned.
   *
   * @param what the field, for the message
   * @return 0 to 2^32 - 1
   * @throws PayloadException if fewer remain
   */
  public long readU32(String what) throws PayloadException {
    return readI32(what) & 0xffff_ffffL;
  }

  /**
   * Reads eight bytes, little-endian.
   *
   * @param what the field, for the message
   * @return the value; for an unsigned field, its bits
   * @throws PayloadException if fewer remain
   */
  public long readI64(String what) throws PayloadException {
    require(8, what);
    long value = (long) LONG.get(array, position);
    position += 8;
    return value;
  }

  /**
   * Reads a hash.
   *
   * @param what the field, for the message
   * @return the hash
   * @throws PayloadException if fewer than 32 bytes remain
   */
  public Hash readHash(String what) throws PayloadException {
    require(Hash.LENGTH, what);
    Hash hash = Hash.read(array, position);
    position += Hash.LENGTH;
    return hash;
  }

  /**
   * Reads a CompactSize.
   *
   * @param what the field, for the message
   * @return the 64 bits, to be taken as unsigned
   * @throws PayloadException if it is cut short or not in its shortest form
   */
  public long readCompactSize(String what) throws PayloadException {
    require(1, what);
    int first = array[position] & 0xff;
    if (first < 0xfd) {
      position++;
      return first;
    }
    return readLongCompactSize(first, what);
  }

  private long readLongCompactSize(int first, String what) throws PayloadException {
    int at = position;
    int width = first == 0xfd ? 2 : first == 0xfe ? 4 : 8;
    require(1 + width, what);
    position++;
    long value =
        switch (width) {
          case 2 -> readU16(what);
          case 4 -> readU32(what);
          default -> readI64(what);
        };
    if (CompactSize.size(value) != 1 + width) {
      throw new PayloadException(
          WireFault.NON_CANONICAL_SIZE,
          what + " " + Long.toUnsignedString(value) + " is not in its shortest form",
          at - start);
    }
    return value;
  }

  /**
   * Reads how many items follow, where too many are a fault of the payload.
   *
   * @param what the items, for the message
   * @param limit the most that are allowed
   * @param itemSize the least bytes that one item takes, at least 1
   * @return the count; the bytes that remain can hold so many
   * @throws PayloadException with {@link WireFault#TOO_MANY} over the limit, with {@link
   *     WireFault#TRUNCATED} if the bytes that remain cannot hold so many
   */
  public int readCount(String what, int limit, int itemSize) throws PayloadException {
    int at = offset();
    long count = readCompactSize(what);
    if (Long.compareUnsigned(count, limit) > 0) {
      throw new PayloadException(WireFault.TOO_MANY, tooMany(what, count, limit), at);
    }
    return checkFits(what, (int) count, itemSize);
  }

  /**
   * Reads how many items follow, where too many are a violation.
   *
   * @param what the items, for the message
   * @param limit the most that are allowed
   * @param itemSize the least bytes that one item takes, at least 1
   * @return the count; the bytes that remain can hold so many
   * @throws ViolationException with {@link WireFault#TOO_MANY} over the limit
   * @throws PayloadException with {@link WireFault#TRUNCATED} if the bytes that remain cannot hold
   *     so many
   */
  public int readCountOrViolation(String what, int limit, int itemSize)
      throws PayloadException, ViolationException {
    int at = offset();
    long count = readCompactSize(what);
    if (Long.compareUnsigned(count, limit) > 0) {
      throw new ViolationException(WireFault.TOO_MANY, tooMany(what, count, limit), at);
    }
    return checkFits(what, (int) count, itemSize);
  }

  private int checkFits(String what, int count, int itemSize) throws PayloadException {
    if ((long) count * itemSize > remaining()) {
      throw truncated(count + " " + what, (long) count * itemSize);
    }
    return count;
  }

  /**
   * Reads a length and so many bytes.
   *
   * @param what the field, for the message
   * @param limit the most bytes that are allowed
   * @return the bytes
   * @throws PayloadException with {@link WireFault#TOO_LONG} over the limit, with {@link
   *     WireFault#TRUNCATED} if fewer remain
   */
  public Bytes readVarBytes(String what, int limit) throws PayloadException {
    int length = readLength(what, limit);
    return readBytes(length);
  }

  /**
   * Reads a length and passes over so many bytes.
   *
   * @param what the field, for the message
   * @param limit the most bytes that are allowed
   * @return the length
   * @throws PayloadException as {@link #readVarBytes}
   */
  public int skipVarBytes(String what, int limit) throws PayloadException {
    int length = readLength(what, limit);
    position += length;
    return length;
  }

  private int readLength(String what, int limit) throws PayloadException {
    int at = offset();
    long length = readCompactSize(what);
    if (Long.compareUnsigned(length, limit) > 0) {
      throw new PayloadException(
          WireFault.TOO_LONG,
          what + " of " + Long.toUnsignedString(length) + " bytes, limit " + limit,
          at);
    }
    require((int) length, what);
    return (int) length;
  }

  /**
   * Reads a length and so many characters. Every byte becomes the character of the same number, so
   * that any text writes back to its bytes; it must be escaped before it is shown.
   *
   * @param what the field, for the message
   * @param limit the most bytes that are allowed
   * @return the text
   * @throws PayloadException as {@link #readVarBytes}
   */
  public String readVarString(String what, int limit) throws PayloadException {
    int length = readLength(what, limit);
    String text = new String(array, position, length, StandardCharsets.ISO_8859_1);
    position += length;
    return text;
  }

  /**
   * Reads bytes.
   *
   * @param count how many
   * @return them; a piece of the payload if this reader owns it, else a copy
   * @throws PayloadException if fewer remain
   */
  public Bytes readBytes(int count) throws PayloadException {
    require(count, "bytes");
    Bytes bytes = owned ? Bytes.wrap(array, position, count) : Bytes.copyOf(array, position, count);
    position += count;
    return bytes;
  }

  /**
   * Passes over bytes.
   *
   * @param count how many
   * @param what what they are, for the message
   * @throws PayloadException if fewer remain
   */
  public void skip(int count, String what) throws PayloadException {
    require(count, what);
    position += count;
  }

  /**
   * Gives a view's bytes: from the place where it began up to here.
   *
   * @param from the {@link #offset()} at which it began
   * @return the bytes; a piece of the payload if this reader owns it, else a copy
   */
  public Bytes since(int from) {
    int length = offset() - from;
    return owned
        ? Bytes.wrap(array, start + from, length)
        : Bytes.copyOf(array, start + from, length);
  }

  /**
   * Gives the whole payload, whatever has been read of it.
   *
   * @return all bytes; the payload itself if this reader owns it, else a copy
   */
  public Bytes whole() {
    return owned ? Bytes.wrap(array, start, end - start) : Bytes.copyOf(array, start, end - start);
  }

  /**
   * Checks that everything was read.
   *
   * @param what the message, for the exception
   * @throws PayloadException with {@link WireFault#TRAILING_BYTES} if bytes remain
   */
  public void expectEnd(String what) throws PayloadException {
    if (position != end) {
      throw new PayloadException(
          WireFault.TRAILING_BYTES, remaining() + " bytes left over after " + what, offset());
    }
  }

  private static String tooMany(String what, long count, int limit) {
    return Long.toUnsignedString(count) + " " + what + ", limit " + limit;
  }

  private PayloadException truncated(String what, long needed) {
    return new PayloadException(
        WireFault.TRUNCATED,
        what + " needs " + needed + " bytes, " + remaining() + " remain",
        offset());
  }
}
