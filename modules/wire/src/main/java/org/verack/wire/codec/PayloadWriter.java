package org.verack.wire.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.WireFault;

/**
 * Writes a payload field by field into memory of exactly the size that the codec announced.
 *
 * <p>Not safe for use by several threads at once.
 *
 * {@snippet :
 * PayloadWriter out = new PayloadWriter(4 + 2);
 * out.writeI32(70016);
 * out.writePort(8333);
 * assert out.finish().toHex().equals("80110100" + "208d"); // ports alone are big-endian
 *
 * try {
 *   new PayloadWriter(8).finish();
 *   assert false;
 * } catch (IllegalStateException e) {
 *   assert e.getMessage() != null; // the codec said 8 bytes and wrote none
 * }
 * }
 */
public final class PayloadWriter {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] array;
  private int position;

  /**
   * Creates a writer.
   *
   * @param size how many bytes will be written
   */
  public PayloadWriter(int size) {
    array = new byte[size];
  }

  /**
   * Writes one byte.
   *
   * @param value its lowest eight bits are written
   */
  public void writeU8(int value) {
    array[position++] = (byte) value;
  }

  /**
   * Writes a truth value.
   *
   * @param value written as 1 or 0
   */
  public void writeBoolean(boolean value) {
    writeU8(value ? 1 : 0);
  }

  /**
   * Writes two bytes, little-endian.
   *
   * @param value its lowest sixteen bits are written
   */
  public void writeU16(int value) {
    SHORT.set(array, position, (short) value);
    position += 2;
  }

  /**
   * Writes two bytes, big-endian, as ports are written.
   *
   * @param value its lowest sixteen bits are written
   */
  public void writePort(int value) {
    writeU16(Short.reverseBytes((short) value));
  }

  /**
   * Writes four bytes, little-endian.
   *
   * @param value a signed value, or the bits of an unsigned one
   */
  public void writeI32(int value) {
    INT.set(array, position, value);
    position += 4;
  }

  /**
   * Writes four bytes, little-endian.
   *
   * @param value its lowest 32 bits are written
   */
  public void writeU32(long value) {
    writeI32((int) value);
  }

  /**
   * Writes eight bytes, little-endian.
   *
   * @param value a signed value, or the bits of an unsigned one
   */
  public void writeI64(long value) {
    LONG.set(array, position, value);
    position += 8;
  }

  /**
   * Writes a hash.
   *
   * @param hash the hash
   */
  public void writeHash(Hash hash) {
    hash.write(array, position);
    position += Hash.LENGTH;
  }

  /**
   * Writes a CompactSize in its shortest form.
   *
   * @param value any 64 bits, taken as unsigned
   */
  public void writeCompactSize(long value) {
    switch (CompactSize.size(value)) {
      case 1 -> writeU8((int) value);
      case 3 -> {
        writeU8(0xfd);
        writeU16((int) value);
      }
      case 5 -> {
        writeU8(0xfe);
        writeU32(value);
      }
      default -> {
        writeU8(0xff);
        writeI64(value);
      }
    }
  }

  /**
   * Writes how many items follow.
   *
   * @param what the items, for the message
   * @param count how many there are
   * @param limit the most that are allowed
   * @throws EncodeException with {@link WireFault#TOO_MANY} over the limit
   */
  public void writeCount(String what, int count, int limit) {
    if (count > limit) {
      throw new EncodeException(WireFault.TOO_MANY, count + " " + what + ", limit " + limit);
    }
    writeCompactSize(count);
  }

  /**
   * Writes a length and the bytes.
   *
   * @param what the field, for the message
   * @param bytes the bytes
   * @param limit the most bytes that are allowed
   * @throws EncodeException with {@link WireFault#TOO_LONG} over the limit
   */
  public void writeVarBytes(String what, Bytes bytes, int limit) {
    checkLength(what, bytes.length(), limit);
    writeCompactSize(bytes.length());
    writeBytes(bytes);
  }

  /**
   * Writes a length and the characters, each as the byte of the same number.
   *
   * @param what the field, for the message
   * @param text the text; its characters are below 256
   * @param limit the most bytes that are allowed
   * @throws EncodeException with {@link WireFault#TOO_LONG} over the limit, with {@link
   *     WireFault#BAD_VALUE} for a character that is no byte
   */
  public void writeVarString(String what, String text, int limit) {
    checkLength(what, text.length(), limit);
    if (text.chars().anyMatch(c -> c > 0xff)) {
      throw new EncodeException(WireFault.BAD_VALUE, what + " has a character above U+00FF");
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    writeCompactSize(bytes.length);
    writeBytes(bytes, 0, bytes.length);
  }

  private static void checkLength(String what, int length, int limit) {
    if (length > limit) {
      throw new EncodeException(
          WireFault.TOO_LONG, what + " of " + length + " bytes, limit " + limit);
    }
  }

  /**
   * Writes bytes.
   *
   * @param bytes the bytes
   */
  public void writeBytes(Bytes bytes) {
    bytes.copyTo(array, position);
    position += bytes.length();
  }

  /**
   * Writes bytes.
   *
   * @param source where they are
   * @param offset the first
   * @param length how many
   */
  public void writeBytes(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, array, position, length);
    position += length;
  }

  /**
   * Ends the writing.
   *
   * @return everything that was written
   * @throws IllegalStateException if it is not exactly as much as was announced
   */
  public Bytes finish() {
    if (position != array.length) {
      throw new IllegalStateException(
          "the codec announced " + array.length + " bytes and wrote " + position);
    }
    return Bytes.wrap(array);
  }
}
