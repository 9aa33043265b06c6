package org.verack.wire.secp256k1;

import java.util.Arrays;

/**
 * A secret key as 64 digits from -8 to 7, the i-th times 16^i: with them, every multiplication is
 * the same sequence of doublings and additions.
 */
final class Scalar {

  static final int DIGITS = 64;
  private static final int WORDS = 8;
  private static final long WORD_MASK = 0xffff_ffffL;

  /** The order of the group, the lowest 32 bits first. */
  private static final int[] ORDER = {
    0xd0364141, 0xbfd25e8c, 0xaf48a03b, 0xbaaedce6, 0xfffffffe, 0xffffffff, 0xffffffff, 0xffffffff
  };

  private final byte[] digits = new byte[DIGITS];

  /**
   * Reads a secret key.
   *
   * @throws IllegalArgumentException if it is not 32 bytes, the highest first, that say 1 to the
   *     order of the group minus 1
   */
  Scalar(byte[] key) {
    if (!isValid(key)) {
      throw new IllegalArgumentException("not a secret key of secp256k1");
    }
    int[] words = words(key);
    int[] sum = new int[WORDS];
    int[] less = new int[WORDS];
    // Eight is added to every digit here, and taken away from every digit below.
    long carry = 0;
    for (int i = 0; i < WORDS; i++) {
      carry += (words[i] & WORD_MASK) + 0x8888_8888L;
      sum[i] = (int) carry;
      carry >>>= 32;
    }
    long borrow = subtract(sum, ORDER, less);
    int keep = (int) -(borrow & ~carry & 1);
    for (int i = 0; i < WORDS; i++) {
      words[i] = less[i] ^ ((less[i] ^ sum[i]) & keep);
    }
    for (int i = 0; i < DIGITS; i++) {
      digits[i] = (byte) ((words[i >> 3] >>> (4 * (i & 7)) & 15) - 8);
    }
    Arrays.fill(words, 0);
    Arrays.fill(sum, 0);
    Arrays.fill(less, 0);
  }

  /** Tells whether 32 bytes are a secret key. Only that becomes known by the time it takes. */
  static boolean isValid(byte[] key) {
    if (key.length != 4 * WORDS) {
      return false;
    }
    int[] words = words(key);
    int[] less = new int[WORDS];
    long borrow = subtract(words, ORDER, less);
    int any = 0;
    for (int word : words) {
      any |= word;
    }
    Arrays.fill(words, 0);
    Arrays.fill(less, 0);
    return borrow != 0 && any != 0;
  }

  private static int[] words(byte[] key) {
    int[] words = new int[WORDS];
    for (int i = 0; i < 4 * WORDS; i++) {
      words[i >> 2] |= (key[4 * WORDS - 1 - i] & 0xff) << (8 * (i & 3));
    }
    return words;
  }

  /** Makes the target a - b modulo 2^256; returns 1 if that is negative, else 0. */
  private static long subtract(int[] a, int[] b, int[] target) {
    long borrow = 0;
    for (int i = 0; i < WORDS; i++) {
      long difference = (a[i] & WORD_MASK) - (b[i] & WORD_MASK) - borrow;
      target[i] = (int) difference;
      borrow = difference >>> 63;
    }
    return borrow;
  }

  int digit(int index) {
    return digits[index];
  }

  void wipe() {
    Arrays.fill(digits, (byte) 0);
  }
}
