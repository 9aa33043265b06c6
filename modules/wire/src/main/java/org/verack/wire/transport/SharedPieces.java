package org.verack.wire.transport;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A few arrays that all connections share, because one of its own for each would cost too much
 * memory, and a new one each time too much time. Safe for use from any thread.
 */
final class SharedPieces {

  private static final int COUNT = 8;

  private final AtomicReferenceArray<byte[]> pool = new AtomicReferenceArray<>(COUNT);
  private final int length;

  /** Arrays of that length, made when there is none to share. */
  SharedPieces(int length) {
    this.length = length;
  }

  /** Returns one that nobody else has, with whatever is in it. */
  byte[] take() {
    for (int i = 0; i < COUNT; i++) {
      byte[] shared = pool.getAndSet(i, null);
      if (shared != null) {
        return shared;
      }
    }
    return new byte[length];
  }

  /** Gives one back; the caller must not use it any more. */
  void giveBack(byte[] piece) {
    for (int i = 0; i < COUNT; i++) {
      if (pool.compareAndSet(i, null, piece)) {
        return;
      }
    }
  }
}
