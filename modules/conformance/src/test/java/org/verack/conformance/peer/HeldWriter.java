package org.verack.conformance.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.peer.testkit.time.VirtualRuntime;

/**
 * A runtime on which the thread that writes a capture begins when the test says so: a slow disk.
 */
final class HeldWriter implements PeerRuntime {

  private final VirtualRuntime time;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding = true;

  HeldWriter(VirtualRuntime time) {
    this.time = time;
  }

  void release() {
    lock.lock();
    try {
      holding = false;
      held.forEach(task -> time.start("capture", task));
      held.clear();
    } finally {
      lock.unlock();
    }
    time.awaitQuiet();
  }

  @Override
  public Thread start(String name, Runnable task) {
    lock.lock();
    try {
      if (holding && name.equals("capture")) {
        held.add(task);
        return Thread.ofVirtual().unstarted(task);
      }
    } finally {
      lock.unlock();
    }
    return time.start(name, task);
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return time.schedule(delay, task);
  }

  @Override
  public Condition newCondition(ReentrantLock of) {
    return time.newCondition(of);
  }

  @Override
  public void close() {
    time.close();
  }
}
