package org.verack.wire.codec;

/**
 * Bitcoin's variable-length unsigned integer: one byte up to 252, else a marker byte and 2, 4 or 8
 * bytes, little-endian.
 *
 * {@snippet :
 * assert CompactSize.size(252) == 1;
 * assert CompactSize.size(253) == 3; // fd fd 00
 * assert CompactSize.size(-1) == CompactSize.MAX_SIZE; // the number is unsigned: 2^64 - 1
 * }
 */
public final class CompactSize {

  /** The most bytes that a CompactSize takes. */
  public static final int MAX_SIZE = 9;

  private CompactSize() {}

  /**
   * Returns how many bytes a value takes.
   *
   * @param value any 64 bits, taken as unsigned
   * @return 1, 3, 5 or 9
   */
  public static int size(long value) {
    if (value < 0) {
      return 9;
    }
    if (value < 0xfd) {
      return 1;
    }
    return value <= 0xffff ? 3 : value <= 0xffff_ffffL ? 5 : 9;
  }
}
