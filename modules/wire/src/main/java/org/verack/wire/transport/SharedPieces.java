package org.verack.wire.transport;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A few large arrays that all connections share, because one of its own for each would cost too
 * much, and a new one each time as much as hashing half of it.
 */
final class SharedPieces {

  /** The length of a piece. */
  static final int LENGTH = 256 * 1024;

  private static final int COUNT = 8;
  private static final AtomicReferenceArray<byte[]> POOL = new AtomicReferenceArray<>(COUNT);

  private SharedPieces() {}

  /** Returns one that nobody else has, with whatever is in it. */
  static byte[] take() {
    for (int i = 0; i < COUNT; i++) {
      byte[] shared = POOL.getAndSet(i, null);
      if (shared != null) {
        return shared;
      }
    }
    return new byte[LENGTH];
  }

  /** Gives one back; the caller must not use it any more. */
  static void giveBack(byte[] piece) {
    for (int i = 0; i < COUNT; i++) {
      if (POOL.compareAndSet(i, null, piece)) {
        return;
      }
    }
  }
}
