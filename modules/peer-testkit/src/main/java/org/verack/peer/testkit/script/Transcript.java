package org.verack.peer.testkit.script;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.peer.runtime.PeerRuntime;

/** What was said on a line, with the time of each. Keeps the latest of very much. */
final class Transcript {

  private static final int MOST_LINES = 10_000;

  private final PeerRuntime runtime;
  private final long beginning;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private long forgotten;

  Transcript(PeerRuntime runtime) {
    this.runtime = runtime;
    this.beginning = runtime.nanoTime();
  }

  void sent(String what) {
    add("-> ", what);
  }

  void came(String what) {
    add("<- ", what);
  }

  private void add(String direction, String what) {
    double seconds = (runtime.nanoTime() - beginning) / 1e9;
    lock.lock();
    try {
      lines.add(String.format(Locale.ROOT, "%10.3f s  ", seconds) + direction + what);
      if (lines.size() > MOST_LINES) {
        lines.remove();
        forgotten++;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    lock.lock();
    try {
      StringBuilder text = new StringBuilder();
      if (forgotten > 0) {
        text.append("  ... ").append(forgotten).append(" lines before\n");
      }
      lines.forEach(line -> text.append(line).append('\n'));
      return text.toString();
    } finally {
      lock.unlock();
    }
  }
}
