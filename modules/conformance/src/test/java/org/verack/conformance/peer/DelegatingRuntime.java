package org.verack.conformance.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.peer.testkit.time.VirtualRuntime;

/** Virtual time of which a test changes one thing. */
abstract class DelegatingRuntime implements PeerRuntime {

  final VirtualRuntime time;

  DelegatingRuntime(VirtualRuntime time) {
    this.time = time;
  }

  @Override
  public Thread start(String name, Runnable task) {
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
