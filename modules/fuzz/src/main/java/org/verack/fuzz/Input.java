package org.verack.fuzz;

import java.util.Arrays;
import org.verack.wire.Bytes;

/** Takes an input apart from the front. What is not there reads as zero. */
final class Input {

  private final byte[] data;
  private int at;

  Input(byte[] data) {
    this.data = data;
  }

  int u8() {
    return at < data.length ? data[at++] & 0xff : 0;
  }

  int u16() {
    return u8() | u8() << 8;
  }

  long u32() {
    return u16() | (long) u16() << 16;
  }

  long i64() {
    return u32() | u32() << 32;
  }

  boolean isEmpty() {
    return at >= data.length;
  }

  /** Returns a piece of its own array, shorter if there is not as much. */
  Bytes bytes(int length) {
    int end = Math.min(data.length, at + length);
    Bytes piece = Bytes.wrap(Arrays.copyOfRange(data, at, end));
    at = end;
    return piece;
  }

  Bytes rest() {
    return bytes(data.length - at);
  }
}
