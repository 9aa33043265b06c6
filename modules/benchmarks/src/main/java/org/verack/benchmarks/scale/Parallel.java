package org.verack.benchmarks.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something many times, several at a time. */
final class Parallel {

  /** What is done. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  private Parallel() {}

  static void times(int count, int atOnce, Task task) throws Exception {
    AtomicInteger begun = new AtomicInteger();
    List<Future<?>> workers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < Math.min(count, atOnce); i++) {
        Callable<Void> worker =
            () -> {
              while (begun.getAndIncrement() < count) {
                task.run();
              }
              return null;
            };
        workers.add(threads.submit(worker));
      }
    }
    for (Future<?> worker : workers) {
      worker.get();
    }
  }
}
