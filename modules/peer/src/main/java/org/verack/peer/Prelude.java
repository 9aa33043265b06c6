package org.verack.peer;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.Bytes;

/**
 * What a transport has to say before any message. The reader goes through the transport's handshake
 * and passes it on; the writer writes it, so that the reader never waits for a write.
 */
final class Prelude {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed;

  // Guarded by the lock.
  private final ArrayDeque<Bytes> waiting = new ArrayDeque<>();
  private boolean complete;
  private boolean abandoned;

  private volatile long written;

  Prelude(PeerRuntime runtime) {
    changed = runtime.newCondition(lock);
  }

  /** Passes bytes on. */
  void say(Bytes bytes) {
    if (bytes.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      waiting.add(bytes);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** There is no more to come; messages may follow. */
  void complete() {
    lock.lock();
    try {
      complete = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The handshake was not completed: no message will follow. Does nothing after the completion. */
  void abandon() {
    lock.lock();
    try {
      abandoned = !complete;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what is to be written next, waiting for it; null when there is no more. */
  @Nullable Bytes take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !complete && !abandoned) {
        changed.await();
      }
      return abandoned ? null : waiting.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that bytes have been written. By the writer only. */
  void wrote(int count) {
    long before = written;
    written = before + count;
  }

  /** How much has been written. */
  long written() {
    return written;
  }

  boolean isAbandoned() {
    lock.lock();
    try {
      return abandoned;
    } finally {
      lock.unlock();
    }
  }
}
