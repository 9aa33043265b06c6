package org.verack.peer.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's own time and threads, with one platform thread for all timers.
 *
 * {@snippet :
 * try (PeerRuntime runtime = new SystemRuntime();
 *     PeerContext wallet = PeerContext.builder().runtime(runtime).build();
 *     PeerContext crawler = PeerContext.builder().runtime(runtime).build()) {
 *   // Budgets of their own, one timer thread. Who has made the runtime closes it last.
 *   assert wallet.runtime() == crawler.runtime();
 * }
 * }
 */
public final class SystemRuntime implements PeerRuntime {

  private static final Logger LOG = LoggerFactory.getLogger(SystemRuntime.class);

  private final ScheduledThreadPoolExecutor timers;

  /** Creates the runtime. Its timer thread starts with the first timer. */
  public SystemRuntime() {
    timers =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("verack-timers").daemon().factory());
    timers.setRemoveOnCancelPolicy(true);
    // A timer that is set after the end does nothing, like those that were set before.
    timers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Thread start(String name, Runnable task) {
    return Thread.ofVirtual().name(name).start(task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    ScheduledFuture<?> future =
        timers.schedule(() -> run(task), TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a timer failed", e);
    }
  }

  @Override
  public Condition newCondition(ReentrantLock lock) {
    return lock.newCondition();
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }
}
