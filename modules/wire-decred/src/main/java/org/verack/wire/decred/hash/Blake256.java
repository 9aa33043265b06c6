package org.verack.wire.decred.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;

/**
 * BLAKE-256 with 14 rounds: the finalist of the SHA-3 competition (Aumasson, Henzen, Meier, Phan,
 * version 1.3), without salt. It is Decred's hash for everything but today's proof of work.
 *
 * <p>An instance is a computation in the making, for one thread at a time.
 */
public final class Blake256 {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int BLOCK = 64;

  /** Where the length of the message stands in the last block. */
  private static final int LENGTH_AT = 56;

  // The first digits of pi.
  private static final int C0 = 0x243f_6a88;
  private static final int C1 = 0x85a3_08d3;
  private static final int C2 = 0x1319_8a2e;
  private static final int C3 = 0x0370_7344;
  private static final int C4 = 0xa409_3822;
  private static final int C5 = 0x299f_31d0;
  private static final int C6 = 0x082e_fa98;
  private static final int C7 = 0xec4e_6c89;
  private static final int C8 = 0x4528_21e6;
  private static final int C9 = 0x38d0_1377;
  private static final int C10 = 0xbe54_66cf;
  private static final int C11 = 0x34e9_0c6c;
  private static final int C12 = 0xc0ac_29b7;
  private static final int C13 = 0xc97c_50dd;
  private static final int C14 = 0x3f84_d5b5;
  private static final int C15 = 0xb547_0917;

  /** The initial value, which is that of SHA-256. */
  private static final int[] IV = {
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
  };

  private final int[] h = IV.clone();
  private final int[] v = new int[16];
  private final byte[] buffer = new byte[BLOCK];

  /** How many bytes wait in the buffer. */
  private int waiting;

  /** How many bytes were added. */
  private long total;

  /** Begins a computation. */
  public Blake256() {}

  /**
   * Hashes bytes.
   *
   * @param bytes what to hash
   * @return the hash
   */
  public static Hash hash(Bytes bytes) {
    return hash(bytes.array(), bytes.offset(), bytes.length());
  }

  /**
   * Hashes bytes.
   *
   * @param array where they are
   * @param offset the first
   * @param length how many
   * @return the hash
   */
  public static Hash hash(byte[] array, int offset, int length) {
    Blake256 blake = new Blake256();
    blake.update(array, offset, length);
    return blake.finish();
  }

  /**
   * Hashes two hashes written one after the other: an inner node of a merkle tree.
   *
   * @param left the first
   * @param right the second
   * @return the hash
   */
  public static Hash hash(Hash left, Hash right) {
    byte[] both = new byte[2 * Hash.LENGTH];
    left.write(both, 0);
    right.write(both, Hash.LENGTH);
    return hash(both, 0, both.length);
  }

  /**
   * Adds bytes.
   *
   * @param array where they are
   * @param offset the first
   * @param length how many
   */
  public void update(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    int at = offset;
    int left = length;
    if (waiting > 0) {
      int part = Math.min(BLOCK - waiting, left);
      System.arraycopy(array, at, buffer, waiting, part);
      waiting += part;
      total += part;
      at += part;
      left -= part;
      if (waiting < BLOCK) {
        return;
      }
      compress(buffer, 0, total);
      waiting = 0;
    }
    for (; left >= BLOCK; left -= BLOCK) {
      total += BLOCK;
      compress(array, at, total);
      at += BLOCK;
    }
    System.arraycopy(array, at, buffer, 0, left);
    waiting = left;
    total += left;
  }

  /**
   * Ends the computation and begins anew.
   *
   * @return the hash of the bytes that were added
   */
  public Hash finish() {
    byte[] digest = new byte[Hash.LENGTH];
    pad();
    for (int i = 0; i < h.length; i++) {
      INT.set(digest, 4 * i, h[i]);
    }
    reset();
    return Hash.read(digest, 0);
  }

  /**
   * Ends the computation and begins anew.
   *
   * @return the first four bytes of the hash, the first in the lowest eight bits
   */
  public int finishChecksum() {
    pad();
    int checksum = Integer.reverseBytes(h[0]);
    reset();
    return checksum;
  }

  /** A one bit, zeros, another one bit, and the length in bits; in one block or in two. */
  private void pad() {
    Arrays.fill(buffer, waiting, BLOCK, (byte) 0);
    buffer[waiting] = (byte) 0x80;
    // What counts as hashed so far is 0 for a block that holds nothing of the message.
    long counted = waiting == 0 ? 0 : total;
    if (waiting >= LENGTH_AT) {
      compress(buffer, 0, counted);
      Arrays.fill(buffer, (byte) 0);
      counted = 0;
    }
    buffer[LENGTH_AT - 1] |= 1;
    LONG.set(buffer, LENGTH_AT, 8 * total);
    compress(buffer, 0, counted);
  }

  private void reset() {
    System.arraycopy(IV, 0, h, 0, h.length);
    waiting = 0;
    total = 0;
  }

  /** Takes in one block; {@code bytes} is how much of the message has been taken in with it. */
  private void compress(byte[] array, int at, long bytes) {
    long bits = 8 * bytes;
    System.arraycopy(h, 0, v, 0, h.length);
    v[8] = C0;
    v[9] = C1;
    v[10] = C2;
    v[11] = C3;
    v[12] = C4 ^ (int) bits;
    v[13] = C5 ^ (int) bits;
    v[14] = C6 ^ (int) (bits >>> 32);
    v[15] = C7 ^ (int) (bits >>> 32);
    int m0 = (int) INT.get(array, at);
    int m1 = (int) INT.get(array, at + 4);
    int m2 = (int) INT.get(array, at + 8);
    int m3 = (int) INT.get(array, at + 12);
    int m4 = (int) INT.get(array, at + 16);
    int m5 = (int) INT.get(array, at + 20);
    int m6 = (int) INT.get(array, at + 24);
    int m7 = (int) INT.get(array, at + 28);
    int m8 = (int) INT.get(array, at + 32);
    int m9 = (int) INT.get(array, at + 36);
    int m10 = (int) INT.get(array, at + 40);
    int m11 = (int) INT.get(array, at + 44);
    int m12 = (int) INT.get(array, at + 48);
    int m13 = (int) INT.get(array, at + 52);
    int m14 = (int) INT.get(array, at + 56);
    int m15 = (int) INT.get(array, at + 60);
    // Fourteen rounds with ten permutations, the first four of them twice.
    BlakeRound.mix(
        v, m0 ^ C1, m1 ^ C0, m2 ^ C3, m3 ^ C2, m4 ^ C5, m5 ^ C4, m6 ^ C7, m7 ^ C6, m8 ^ C9, m9 ^ C8,
        m10 ^ C11, m11 ^ C10, m12 ^ C13, m13 ^ C12, m14 ^ C15, m15 ^ C14);
    BlakeRound.mix(
        v, m14 ^ C10, m10 ^ C14, m4 ^ C8, m8 ^ C4, m9 ^ C15, m15 ^ C9, m13 ^ C6, m6 ^ C13, m1 ^ C12,
        m12 ^ C1, m0 ^ C2, m2 ^ C0, m11 ^ C7, m7 ^ C11, m5 ^ C3, m3 ^ C5);
    BlakeRound.mix(
        v, m11 ^ C8, m8 ^ C11, m12 ^ C0, m0 ^ C12, m5 ^ C2, m2 ^ C5, m15 ^ C13, m13 ^ C15,
        m10 ^ C14, m14 ^ C10, m3 ^ C6, m6 ^ C3, m7 ^ C1, m1 ^ C7, m9 ^ C4, m4 ^ C9);
    BlakeRound.mix(
        v, m7 ^ C9, m9 ^ C7, m3 ^ C1, m1 ^ C3, m13 ^ C12, m12 ^ C13, m11 ^ C14, m14 ^ C11, m2 ^ C6,
        m6 ^ C2, m5 ^ C10, m10 ^ C5, m4 ^ C0, m0 ^ C4, m15 ^ C8, m8 ^ C15);
    BlakeRound.mix(
        v, m9 ^ C0, m0 ^ C9, m5 ^ C7, m7 ^ C5, m2 ^ C4, m4 ^ C2, m10 ^ C15, m15 ^ C10, m14 ^ C1,
        m1 ^ C14, m11 ^ C12, m12 ^ C11, m6 ^ C8, m8 ^ C6, m3 ^ C13, m13 ^ C3);
    BlakeRound.mix(
        v, m2 ^ C12, m12 ^ C2, m6 ^ C10, m10 ^ C6, m0 ^ C11, m11 ^ C0, m8 ^ C3, m3 ^ C8, m4 ^ C13,
        m13 ^ C4, m7 ^ C5, m5 ^ C7, m15 ^ C14, m14 ^ C15, m1 ^ C9, m9 ^ C1);
    BlakeRound.mix(
        v, m12 ^ C5, m5 ^ C12, m1 ^ C15, m15 ^ C1, m14 ^ C13, m13 ^ C14, m4 ^ C10, m10 ^ C4,
        m0 ^ C7, m7 ^ C0, m6 ^ C3, m3 ^ C6, m9 ^ C2, m2 ^ C9, m8 ^ C11, m11 ^ C8);
    BlakeRound.mix(
        v, m13 ^ C11, m11 ^ C13, m7 ^ C14, m14 ^ C7, m12 ^ C1, m1 ^ C12, m3 ^ C9, m9 ^ C3, m5 ^ C0,
        m0 ^ C5, m15 ^ C4, m4 ^ C15, m8 ^ C6, m6 ^ C8, m2 ^ C10, m10 ^ C2);
    BlakeRound.mix(
        v, m6 ^ C15, m15 ^ C6, m14 ^ C9, m9 ^ C14, m11 ^ C3, m3 ^ C11, m0 ^ C8, m8 ^ C0, m12 ^ C2,
        m2 ^ C12, m13 ^ C7, m7 ^ C13, m1 ^ C4, m4 ^ C1, m10 ^ C5, m5 ^ C10);
    BlakeRound.mix(
        v, m10 ^ C2, m2 ^ C10, m8 ^ C4, m4 ^ C8, m7 ^ C6, m6 ^ C7, m1 ^ C5, m5 ^ C1, m15 ^ C11,
        m11 ^ C15, m9 ^ C14, m14 ^ C9, m3 ^ C12, m12 ^ C3, m13 ^ C0, m0 ^ C13);
    BlakeRound.mix(
        v, m0 ^ C1, m1 ^ C0, m2 ^ C3, m3 ^ C2, m4 ^ C5, m5 ^ C4, m6 ^ C7, m7 ^ C6, m8 ^ C9, m9 ^ C8,
        m10 ^ C11, m11 ^ C10, m12 ^ C13, m13 ^ C12, m14 ^ C15, m15 ^ C14);
    BlakeRound.mix(
        v, m14 ^ C10, m10 ^ C14, m4 ^ C8, m8 ^ C4, m9 ^ C15, m15 ^ C9, m13 ^ C6, m6 ^ C13, m1 ^ C12,
        m12 ^ C1, m0 ^ C2, m2 ^ C0, m11 ^ C7, m7 ^ C11, m5 ^ C3, m3 ^ C5);
    BlakeRound.mix(
        v, m11 ^ C8, m8 ^ C11, m12 ^ C0, m0 ^ C12, m5 ^ C2, m2 ^ C5, m15 ^ C13, m13 ^ C15,
        m10 ^ C14, m14 ^ C10, m3 ^ C6, m6 ^ C3, m7 ^ C1, m1 ^ C7, m9 ^ C4, m4 ^ C9);
    BlakeRound.mix(
        v, m7 ^ C9, m9 ^ C7, m3 ^ C1, m1 ^ C3, m13 ^ C12, m12 ^ C13, m11 ^ C14, m14 ^ C11, m2 ^ C6,
        m6 ^ C2, m5 ^ C10, m10 ^ C5, m4 ^ C0, m0 ^ C4, m15 ^ C8, m8 ^ C15);
    for (int i = 0; i < h.length; i++) {
      h[i] ^= v[i] ^ v[i + 8];
    }
  }
}
