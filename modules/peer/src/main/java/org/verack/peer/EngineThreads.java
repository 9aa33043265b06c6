package org.verack.peer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads that belong to peers and listeners. Code of the program that runs on one of them, a
 * handler for instance, must not wait for threads of peers to end: its own is one of them, and two
 * handlers that close each other's peers would wait for each other.
 */
final class EngineThreads {

  private static final Set<Thread> RUNNING = ConcurrentHashMap.newKeySet();

  private EngineThreads() {}

  static void run(Runnable task) {
    Thread current = Thread.currentThread();
    RUNNING.add(current);
    try {
      task.run();
    } finally {
      RUNNING.remove(current);
    }
  }

  static boolean isCurrent() {
    return RUNNING.contains(Thread.currentThread());
  }
}
