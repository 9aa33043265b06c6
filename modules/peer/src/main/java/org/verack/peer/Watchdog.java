package org.verack.peer;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;

/**
 * Ends something that goes past a deadline, where the deadline moves all the time.
 *
 * <p>A busy connection moves its deadline with every read or write. The timer is not moved along;
 * it fires at an old deadline, looks at the present one, and sets itself anew. Only a deadline that
 * moves to an earlier time needs another {@link #arm()}.
 */
final class Watchdog {

  /** A deadline that is not there; the dog sleeps until it is armed again. */
  static final long NONE = Long.MIN_VALUE;

  private final PeerRuntime runtime;
  private final LongSupplier deadline;
  private final Runnable expired;
  private final ReentrantLock lock = new ReentrantLock();

  /** The deadline for which the timer is set. Guarded by the lock for writing. */
  private volatile long setFor = NONE;

  // Guarded by the lock.
  private PeerRuntime.@Nullable Timer timer;
  private boolean stopped;

  /**
   * Creates a watchdog.
   *
   * @param deadline the present deadline on the runtime's nanosecond clock, or {@link #NONE}
   * @param expired what to do when it has passed; must not block
   */
  Watchdog(PeerRuntime runtime, LongSupplier deadline, Runnable expired) {
    this.runtime = runtime;
    this.deadline = deadline;
    this.expired = expired;
  }

  /** Returns the earlier one of two deadlines. */
  static long earlier(long a, long b) {
    if (a == NONE || b == NONE) {
      return a == NONE ? b : a;
    }
    return a - b <= 0 ? a : b;
  }

  /** Makes sure that the deadline is being watched. Cheap if it already is. */
  void arm() {
    if (mustSet(deadline.getAsLong())) {
      lock.lock();
      try {
        set(deadline.getAsLong());
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean mustSet(long due) {
    long present = setFor;
    return due != NONE && (present == NONE || due - present < 0);
  }

  private void set(long due) {
    if (stopped || !mustSet(due)) {
      return;
    }
    if (timer != null) {
      timer.cancel();
    }
    setFor = due;
    long left = Math.max(0, due - runtime.nanoTime());
    timer = runtime.schedule(Duration.ofNanos(left), () -> fire(due));
  }

  private void fire(long due) {
    lock.lock();
    try {
      if (stopped || setFor != due) {
        return;
      }
      timer = null;
      // Before the deadline is looked at: who moves it now sees that nothing is set.
      setFor = NONE;
      long present = deadline.getAsLong();
      if (present == NONE || present - runtime.nanoTime() > 0) {
        set(present);
        return;
      }
    } finally {
      lock.unlock();
    }
    expired.run();
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      if (timer != null) {
        timer.cancel();
        timer = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
