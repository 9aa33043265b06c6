package org.verack.peer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.verack.peer.runtime.PeerRuntime;

/**
 * How many bytes all peers of a context may hold together.
 *
 * <p>What keeps a connection moving, one message each, is always granted; the budget bounds what
 * goes beyond it. So peers slow down when it is used up, and none of them waits for another's
 * progress except readers of large payloads, and those not for ever.
 */
final class ByteBudget {

  private final long limit;
  private final PeerRuntime runtime;
  private final AtomicLong used = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released;

  /** How many threads wait; looked at without the lock to keep the usual release cheap. */
  private final AtomicInteger waiting = new AtomicInteger();

  ByteBudget(long limit, PeerRuntime runtime) {
    this.limit = limit;
    this.runtime = runtime;
    this.released = runtime.newCondition(lock);
  }

  long used() {
    return used.get();
  }

  boolean tryAcquire(long bytes) {
    long now = used.get();
    // Who is alone may have more than there is, or nothing larger could ever come.
    while (now == 0 || now + bytes <= limit) {
      if (used.compareAndSet(now, now + bytes)) {
        return true;
      }
      now = used.get();
    }
    return false;
  }

  /** Takes bytes whether or not there are any left. */
  void force(long bytes) {
    used.addAndGet(bytes);
  }

  /**
   * Waits for bytes.
   *
   * @return whether they were granted; false after the time or when cancelled
   */
  boolean acquire(long bytes, Duration patience, BooleanSupplier cancelled)
      throws InterruptedException {
    if (tryAcquire(bytes)) {
      return true;
    }
    long end = runtime.nanoTime() + Nanos.of(patience);
    lock.lockInterruptibly();
    try {
      waiting.incrementAndGet();
      while (!cancelled.getAsBoolean()) {
        if (tryAcquire(bytes)) {
          return true;
        }
        long left = end - runtime.nanoTime();
        if (left <= 0) {
          return false;
        }
        long unused = released.awaitNanos(left);
      }
      return false;
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
    if (waiting.get() > 0) {
      wake();
    }
  }

  /** Whether somebody waits for bytes. */
  boolean isAwaited() {
    return waiting.get() > 0;
  }

  /** Lets those who wait look again whether they were cancelled. */
  void wake() {
    lock.lock();
    try {
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
