package org.verack.peer.testkit.chain;

/**
 * Numbers that follow from a seed, the same on every JDK and for ever (SplitMix64). The JDK's own
 * generators do not promise that for what they derive from their bits.
 */
final class Draws {

  private long state;

  Draws(long seed) {
    state = seed;
  }

  long next() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Draws 0 to bound - 1. */
  int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /** Draws 0 to bound - 1. */
  long below(long bound) {
    return Long.remainderUnsigned(next(), bound);
  }

  boolean coin() {
    return next() < 0;
  }

  void fill(byte[] array, int from, int length) {
    for (int i = 0; i < length; i += Long.BYTES) {
      long word = next();
      for (int j = i; j < Math.min(i + Long.BYTES, length); j++) {
        array[from + j] = (byte) word;
        word >>>= 8;
      }
    }
  }
}
