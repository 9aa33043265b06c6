package org.verack.conformance.hostile;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.peer.runtime.SystemRuntime;

/** The machine's time and threads, which knows what of it is left. */
final class CountingRuntime implements PeerRuntime {

  private final SystemRuntime machine = new SystemRuntime();
  private final Queue<Thread> started = new ConcurrentLinkedQueue<>();
  private final Set<Object> timers = ConcurrentHashMap.newKeySet();

  @Override
  public Thread start(String name, Runnable task) {
    Thread thread = machine.start(name, task);
    started.add(thread);
    return thread;
  }

  /** Waits until all threads that were started have ended; a test that waits for ever fails. */
  void awaitThreads() throws InterruptedException {
    Thread next;
    while ((next = started.poll()) != null) {
      next.join();
    }
  }

  /** How many timers are set. */
  int timers() {
    return timers.size();
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Object key = new Object();
    timers.add(key);
    Timer timer =
        machine.schedule(
            delay,
            () -> {
              timers.remove(key);
              task.run();
            });
    return () -> {
      timers.remove(key);
      timer.cancel();
    };
  }

  @Override
  public long nanoTime() {
    return machine.nanoTime();
  }

  @Override
  public Instant now() {
    return machine.now();
  }

  @Override
  public Condition newCondition(ReentrantLock lock) {
    return machine.newCondition(lock);
  }

  @Override
  public void close() {
    machine.close();
  }
}
