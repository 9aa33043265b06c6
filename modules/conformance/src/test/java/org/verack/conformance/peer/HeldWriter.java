package org.verack.conformance.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.peer.testkit.time.VirtualRuntime;

/**
 * A runtime on which the thread that writes a capture begins when the test says so: a slow disk.
 */
final class HeldWriter extends DelegatingRuntime {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding = true;

  HeldWriter(VirtualRuntime time) {
    super(time);
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
    return super.start(name, task);
  }
}
