package org.verack.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command run until it is told to stop: by Ctrl-C (or another signal that ends the process),
 * or by an interruption of its thread. The end of the process waits until this is closed, so that
 * the command can end in order.
 */
final class StopSignal implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 10;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::endOfProcess, "stop");

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void endOfProcess() {
    stopped.countDown();
    try {
      // Whoever cannot end in order must not keep the process alive.
      boolean unused = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the command is told to stop. */
  void await() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      // Means the same.
    }
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, which is what the hook was for.
    }
  }
}
