package org.verack.wire.chain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;

/** Reads bytes that a scan has already checked, so that nothing here can fail. */
final class TrustedReader {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] array;
  private final int start;
  private int position;

  TrustedReader(Bytes bytes, int at) {
    array = bytes.array();
    start = bytes.offset();
    position = start + at;
  }

  /** Returns where this reader is, from the beginning of its bytes. */
  int offset() {
    return position - start;
  }

  void seek(int at) {
    position = start + at;
  }

  void skip(int count) {
    position += count;
  }

  int i32At(int at) {
    return (int) INT.get(array, start + at);
  }

  long i64At(int at) {
    return (long) LONG.get(array, start + at);
  }

  int i32() {
    int value = (int) INT.get(array, position);
    position += 4;
    return value;
  }

  long i64() {
    long value = (long) LONG.get(array, position);
    position += 8;
    return value;
  }

  Hash hash() {
    Hash hash = Hash.read(array, position);
    position += Hash.LENGTH;
    return hash;
  }

  /** Reads a CompactSize that the scan has found to be at most an int. */
  int count() {
    int first = array[position++] & 0xff;
    if (first < 0xfd) {
      return first;
    }
    if (first == 0xfd) {
      int value = (short) SHORT.get(array, position) & 0xffff;
      position += 2;
      return value;
    }
    return i32();
  }

  Bytes varBytes() {
    int length = count();
    Bytes bytes = Bytes.wrap(array, position, length);
    position += length;
    return bytes;
  }
}
