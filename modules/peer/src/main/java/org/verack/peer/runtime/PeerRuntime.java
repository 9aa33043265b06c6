package org.verack.peer.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time, threads, waits and timers, as peers see them.
 *
 * <p>All methods are safe for use from any thread.
 *
 * {@snippet :
 * PeerRuntime runtime = context.runtime(); // what a program times goes through it, too
 * PeerRuntime.Timer timer =
 *     runtime.schedule(
 *         Duration.ofMinutes(10),
 *         () -> runtime.start("leave", () -> peer.close("ten minutes are enough")));
 * time.advance(Duration.ofMinutes(10)); // a test turns the clock of both
 * assert !peer.isOpen();
 * timer.cancel(); // too late, which does no harm
 * }
 */
public interface PeerRuntime extends AutoCloseable {

  /** A timer that has been set. */
  @FunctionalInterface
  interface Timer {

    /** Takes the timer back. Does nothing if its task has begun. Does not block. */
    void cancel();
  }

  /**
   * Returns a clock for measuring durations.
   *
   * @return nanoseconds from an arbitrary beginning; only differences mean anything
   */
  long nanoTime();

  /**
   * Returns the time of day.
   *
   * @return now
   */
  Instant now();

  /**
   * Starts a virtual thread.
   *
   * @param name for thread dumps
   * @param task what it runs
   * @return the thread, started
   */
  Thread start(String name, Runnable task);

  /**
   * Sets a timer.
   *
   * @param delay from now
   * @param task what to run then; it must not block
   * @return the timer
   */
  Timer schedule(Duration delay, Runnable task);

  /**
   * Creates a condition on which threads wait. Nothing in {@code org.verack.peer} waits in any
   * other way, except for bytes of a connection and in {@link #giveWay}.
   *
   * @param lock the lock that guards what is waited for
   * @return a condition of that lock, whose timed waits follow this runtime's clock
   */
  Condition newCondition(ReentrantLock lock);

  /**
   * Lets other threads have their turn. The peers' threads call this from time to time while they
   * find always more to do, because nothing else takes the processor from a virtual thread: a few
   * connections that are flooded would keep all others from being served.
   *
   * <p>By default the thread is parked for an instant, which lets every thread that is ready go
   * first. A mere yield does not: the JDK serves threads that yielded on one processor before those
   * that bytes from outside have woken. May return at once, and does so in a thread that is
   * interrupted, which stays interrupted.
   */
  default void giveWay() {
    LockSupport.parkNanos(1);
  }

  /** Ends the timers: those that are still set, and those set later, will not run. */
  @Override
  void close();
}
