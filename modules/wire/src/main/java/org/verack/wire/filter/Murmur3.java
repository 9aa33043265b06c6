package org.verack.wire.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash3 with 32 bits (the variant x86_32), the hash functions of bloom filters (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>).
 */
final class Murmur3 {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Murmur3() {}

  static int hash(int seed, byte[] array, int offset, int length) {
    int hash = seed;
    int words = length >>> 2;
    for (int i = 0; i < words; i++) {
      hash ^= scrambled((int) INT.get(array, offset + 4 * i));
      hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
    }
    int last = 0;
    for (int i = length - 1; i >= 4 * words; i--) {
      last = last << 8 | (array[offset + i] & 0xff);
    }
    // Without bytes left over, the last word is zero and so is what it adds.
    hash ^= scrambled(last) ^ length;
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return hash ^ hash >>> 16;
  }

  private static int scrambled(int word) {
    return Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
  }
}
