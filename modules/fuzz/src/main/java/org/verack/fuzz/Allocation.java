package org.verack.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures how much memory an input makes us allocate. */
final class Allocation {

  // Everything is decoded, printed, encoded and compared several times, so the factor is generous;
  // it is there for what follows a number that a remote has chosen instead of bytes that it sent.
  private static final long FIXED = 8 << 20;
  private static final long PER_BYTE = 4000;
  private static final int ATTEMPTS = 4;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Runs something; several times if it allocates too much, because classes may get loaded. */
  static void bounded(int inputLength, Runnable body) {
    long limit = FIXED + PER_BYTE * inputLength;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      body.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
      if (least <= limit) {
        return;
      }
    }
    throw new AssertionError(inputLength + " bytes of input allocate " + least + " bytes");
  }
}
