package org.verack.peer.testkit.contract;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Measures how much a thread allocates. */
final class AllocatedBytes {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Repeated because what is done for the first time loads classes. */
  private static final int TRIES = 3;

  private AllocatedBytes() {}

  /** What one run of something allocates, at least. */
  static long of(Runnable task) {
    LongSupplier measured =
        () -> {
          long least = Long.MAX_VALUE;
          for (int i = 0; i < TRIES; i++) {
            long before = now();
            task.run();
            least = Math.min(least, now() - before);
          }
          return least;
        };
    return Thread.currentThread().isVirtual() ? onPlatform(measured) : measured.getAsLong();
  }

  /** Of virtual threads the machine does not count it. */
  private static long onPlatform(LongSupplier task) {
    CompletableFuture<Long> result = new CompletableFuture<>();
    Thread unused =
        Thread.ofPlatform()
            .daemon()
            .name("measure")
            .start(
                () -> {
                  try {
                    result.complete(task.getAsLong());
                  } catch (Throwable e) {
                    // Whatever it is, the one who waits has to get it.
                    result.completeExceptionally(e);
                  }
                });
    return result.join();
  }

  private static long now() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
  }
}
