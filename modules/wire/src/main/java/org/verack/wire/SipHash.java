package org.verack.wire;

import java.util.Objects;

/**
 * SipHash-2-4: a fast hash of 64 bits with a key of 128 (Aumasson and Bernstein, 2012).
 *
 * <p>Who does not know the key cannot make collisions. Bitcoin uses it for the short ids of compact
 * blocks (<a href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>) and
 * for block filters (<a href="https://github.com/bitcoin/bips/blob/master/bip-0158.mediawiki">BIP
 * 158</a>), with keys that both sides know and nobody can choose freely.
 *
 * {@snippet :
 * SipHash sipHash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
 *
 * assert sipHash.hash(Bytes.ofHex("00")) == 0x74f839c593dc67fdL; // of the authors' test vectors
 * assert sipHash.hash(hash) == sipHash.hash(Bytes.wrap(hash.toArray()));
 * }
 *
 * @param k0 the first half of the key
 * @param k1 the second half of the key
 */
public record SipHash(long k0, long k1) {

  /**
   * Reads a key.
   *
   * @param array where it is
   * @param offset the first of its 16 bytes, two little-endian words
   * @return the hash with this key
   * @throws IndexOutOfBoundsException if the array has fewer than 16 bytes from there
   */
  public static SipHash ofKey(byte[] array, int offset) {
    return new SipHash(
        LittleEndian.getLong(array, offset), LittleEndian.getLong(array, offset + 8));
  }

  /**
   * Hashes bytes.
   *
   * @param bytes what to hash
   * @return 64 bits
   */
  public long hash(Bytes bytes) {
    return hash(bytes.array(), bytes.offset(), bytes.length());
  }

  /**
   * Hashes the 32 bytes of a hash in wire order, without writing them anywhere.
   *
   * @param hash what to hash
   * @return 64 bits
   */
  public long hash(Hash hash) {
    State state = new State(k0, k1);
    for (int i = 0; i < 4; i++) {
      state.add(hash.word(i));
    }
    state.add((long) Hash.LENGTH << 56);
    return state.finish();
  }

  /**
   * Hashes bytes.
   *
   * @param array where they are
   * @param offset the first
   * @param length how many
   * @return 64 bits
   * @throws IndexOutOfBoundsException if that is not inside the array
   */
  public long hash(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    State state = new State(k0, k1);
    int end = offset + length;
    int at = offset;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      state.add(LittleEndian.getLong(array, at));
    }
    // The last word: what is left over, and the length in the highest byte.
    long last = (long) length << 56;
    for (int shift = 0; at < end; at++, shift += Byte.SIZE) {
      last |= (array[at] & 0xffL) << shift;
    }
    state.add(last);
    return state.finish();
  }

  /** Does not show the key. */
  @Override
  public String toString() {
    return "SipHash-2-4";
  }

  /** Four words that do not outlive a call, so that the compiler keeps them in registers. */
  private static final class State {

    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      // The constants spell "somepseudorandomlygeneratedbytes".
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void add(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long finish() {
      v2 ^= 0xff;
      round();
      round();
      round();
      round();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
