package org.verack.wire.decred.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;

/**
 * BLAKE3 with 32 bytes of output and without a key (O'Connor, Aumasson, Neves, Wilcox-O'Hearn,
 * 2021): the hash of Decred's proof of work since DCP-0011.
 */
public final class Blake3 {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BLOCK = 64;
  private static final int CHUNK = 1024;

  private static final int CHUNK_START = 1;
  private static final int CHUNK_END = 1 << 1;
  private static final int PARENT = 1 << 2;
  private static final int ROOT = 1 << 3;

  private static final int IV0 = 0x6a09_e667;
  private static final int IV1 = 0xbb67_ae85;
  private static final int IV2 = 0x3c6e_f372;
  private static final int IV3 = 0xa54f_f53a;

  private static final int[] IV = {
    IV0, IV1, IV2, IV3, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
  };

  private final int[] v = new int[16];

  private Blake3() {}

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
    Objects.checkFromIndexSize(offset, length, array.length);
    int[] root = new Blake3().node(array, offset, length, 0, ROOT);
    byte[] digest = new byte[Hash.LENGTH];
    for (int i = 0; i < root.length; i++) {
      INT.set(digest, 4 * i, root[i]);
    }
    return Hash.read(digest, 0);
  }

  /** Hashes a part of the tree that begins with some chunk. */
  private int[] node(byte[] array, int offset, int length, long firstChunk, int root) {
    if (length <= CHUNK) {
      return chunk(array, offset, length, firstChunk, root);
    }
    // The left part is the largest power of two of chunks that leaves something for the right.
    int left = CHUNK * Integer.highestOneBit((length - 1) / CHUNK);
    int[] leftValue = node(array, offset, left, firstChunk, 0);
    int[] rightValue = node(array, offset + left, length - left, firstChunk + left / CHUNK, 0);
    byte[] both = new byte[BLOCK];
    for (int i = 0; i < 8; i++) {
      INT.set(both, 4 * i, leftValue[i]);
      INT.set(both, 32 + 4 * i, rightValue[i]);
    }
    int[] value = IV.clone();
    compress(value, both, 0, 0, BLOCK, PARENT | root);
    return value;
  }

  private int[] chunk(byte[] array, int offset, int length, long index, int root) {
    int[] value = IV.clone();
    int at = offset;
    int left = length;
    int flags = CHUNK_START;
    for (; left > BLOCK; left -= BLOCK) {
      compress(value, array, at, index, BLOCK, flags);
      at += BLOCK;
      flags = 0;
    }
    flags |= CHUNK_END | root;
    if (left == BLOCK) {
      compress(value, array, at, index, BLOCK, flags);
    } else {
      byte[] padded = new byte[BLOCK];
      System.arraycopy(array, at, padded, 0, left);
      compress(value, padded, 0, index, left, flags);
    }
    return value;
  }

  /** Takes one block into a chaining value. */
  private void compress(
      int[] value, byte[] array, int at, long counter, int blockLength, int flags) {
    System.arraycopy(value, 0, v, 0, value.length);
    v[8] = IV0;
    v[9] = IV1;
    v[10] = IV2;
    v[11] = IV3;
    v[12] = (int) counter;
    v[13] = (int) (counter >>> 32);
    v[14] = blockLength;
    v[15] = flags;
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
    // Seven rounds; between two of them the words are permuted, always in the same way.
    BlakeRound.mix(v, m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15);
    BlakeRound.mix(v, m2, m6, m3, m10, m7, m0, m4, m13, m1, m11, m12, m5, m9, m14, m15, m8);
    BlakeRound.mix(v, m3, m4, m10, m12, m13, m2, m7, m14, m6, m5, m9, m0, m11, m15, m8, m1);
    BlakeRound.mix(v, m10, m7, m12, m9, m14, m3, m13, m15, m4, m0, m11, m2, m5, m8, m1, m6);
    BlakeRound.mix(v, m12, m13, m9, m11, m15, m10, m14, m8, m7, m2, m5, m3, m0, m1, m6, m4);
    BlakeRound.mix(v, m9, m14, m11, m5, m8, m12, m15, m1, m13, m3, m0, m10, m2, m6, m4, m7);
    BlakeRound.mix(v, m11, m15, m5, m0, m1, m9, m8, m6, m14, m10, m2, m12, m3, m4, m7, m13);
    for (int i = 0; i < value.length; i++) {
      value[i] = v[i] ^ v[i + 8];
    }
  }
}
