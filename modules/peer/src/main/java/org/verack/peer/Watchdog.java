package org.verack.peer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;

/**
 * Ends something that goes past a deadline, where the deadline moves all the time.
 *
 * <p>A busy connection moves its deadline with every read or write. The timer is not moved along;
 * it fires at an old deadline, looks at the present one, and sets itself anew.
 */
final class Watchdog {

  /** A deadline that is not there; the dog sleeps until it is armed again. */
  static final long NONE = Long.MIN_VALUE;

  private final PeerRuntime runtime;
  private final LongSupplier deadline;
  private final Runnable expired;
  private final AtomicBoolean armed = new AtomicBoolean();
  private volatile boolean stopped;
  private volatile PeerRuntime.@Nullable Timer timer;

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

  /** Makes sure that the deadline is being watched. Cheap if it already is. */
  void arm() {
    if (!armed.get() && armed.compareAndSet(false, true)) {
      watch();
    }
  }

  private void watch() {
    if (stopped) {
      return;
    }
    long due = deadline.getAsLong();
    if (due == NONE) {
      armed.set(false);
      if (deadline.getAsLong() != NONE) {
        arm();
      }
      return;
    }
    long left = due - runtime.nanoTime();
    if (left <= 0) {
      expired.run();
      return;
    }
    timer = runtime.schedule(Duration.ofNanos(left), this::watch);
    if (stopped) {
      stop();
    }
  }

  void stop() {
    stopped = true;
    PeerRuntime.Timer set = timer;
    if (set != null) {
      set.cancel();
    }
  }
}
