package org.verack.peer;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.verack.peer.runtime.PeerRuntime;

/**
 * When to announce to all inbound peers of a context.
 *
 * <p>The moments are a Poisson process, and the same for all of them, as in Bitcoin Core: someone
 * who connects many times must not learn more about the time of a transaction than who connects
 * once.
 */
final class TrickleSchedule {

  private final PeerRuntime runtime;
  private final RandomGenerator random;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private long next;
  private boolean begun;

  TrickleSchedule(PeerRuntime runtime, RandomGenerator random) {
    this.runtime = runtime;
    this.random = random;
  }

  /** How many nanoseconds it is to the next moment that all share. */
  long delay(Duration mean) {
    lock.lock();
    try {
      long now = runtime.nanoTime();
      if (!begun || next - now <= 0) {
        begun = true;
        next = now + exponential(mean, random);
      }
      return next - now;
    } finally {
      lock.unlock();
    }
  }

  /** A waiting time of a Poisson process, in nanoseconds. */
  static long exponential(Duration mean, RandomGenerator random) {
    // 53 random bits, from just above 0 to 1.
    double uniform = ((random.nextLong() >>> 11) + 1) * 0x1p-53;
    return 1 + (long) (-Math.log(uniform) * Nanos.of(mean));
  }
}
