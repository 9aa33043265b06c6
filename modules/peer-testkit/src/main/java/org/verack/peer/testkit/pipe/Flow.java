package org.verack.peer.testkit.pipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.verack.peer.connection.Endpoint;

/**
 * Bytes on their way from one side of a pipe to the other, at most so many at a time.
 *
 * <p>The ring grows as it is needed: of ten thousand connections few are ever full.
 */
final class Flow {

  private static final int FIRST_SIZE = 512;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled;
  private final Condition drained;

  // Guarded by the lock.
  private byte[] ring;
  private int first;
  private int size;
  private boolean outputEnded;
  private boolean readerGone;
  private boolean writerGone;
  private boolean reset;
  private boolean held;

  Flow(int capacity, Function<ReentrantLock, Condition> conditions) {
    this.capacity = capacity;
    this.ring = new byte[Math.min(capacity, FIRST_SIZE)];
    this.filled = conditions.apply(lock);
    this.drained = conditions.apply(lock);
  }

  int read(ByteBuffer target, Endpoint remote) throws IOException, InterruptedException {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("no room to read into");
    }
    lock.lock();
    try {
      while ((held || (size == 0 && !outputEnded)) && !readerGone && !reset) {
        filled.await();
      }
      if (readerGone) {
        throw new IOException("the connection is closed");
      }
      if (reset) {
        throw resetBy(remote);
      }
      if (size == 0) {
        return -1;
      }
      int count = Math.min(size, target.remaining());
      int straight = Math.min(count, ring.length - first);
      target.put(ring, first, straight);
      target.put(ring, 0, count - straight);
      first = (first + count) % ring.length;
      boolean wasFull = size == capacity;
      size -= count;
      if (wasFull) {
        drained.signalAll();
      }
      return count;
    } finally {
      lock.unlock();
    }
  }

  void write(ByteBuffer source, Endpoint remote) throws IOException, InterruptedException {
    lock.lock();
    try {
      requireOpen(remote);
      while (source.hasRemaining()) {
        while (size == capacity && !writerGone && !readerGone && !outputEnded && !reset) {
          drained.await();
        }
        requireOpen(remote);
        put(source, Math.min(source.remaining(), capacity - size));
        filled.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void put(ByteBuffer source, int count) {
    if (size + count > ring.length) {
      grow(size + count);
    }
    int at = (first + size) % ring.length;
    int straight = Math.min(count, ring.length - at);
    source.get(ring, at, straight);
    source.get(ring, 0, count - straight);
    size += count;
  }

  private void grow(int needed) {
    byte[] larger = new byte[Math.min(capacity, Math.max(needed, 2 * ring.length))];
    int straight = Math.min(size, ring.length - first);
    System.arraycopy(ring, first, larger, 0, straight);
    System.arraycopy(ring, 0, larger, straight, size - straight);
    ring = larger;
    first = 0;
  }

  private void requireOpen(Endpoint remote) throws IOException {
    if (writerGone) {
      throw new IOException("the connection is closed");
    }
    if (reset) {
      throw resetBy(remote);
    }
    if (readerGone) {
      throw new IOException("broken pipe: " + remote + " has closed the connection");
    }
    if (outputEnded) {
      throw new IOException("the output is closed");
    }
  }

  private static IOException resetBy(Endpoint remote) {
    return new IOException("connection reset by " + remote);
  }

  /** The side that writes breaks the connection: what is on its way is lost. */
  void writerResets() {
    lock.lock();
    try {
      reset = true;
      size = 0;
      writerCloses();
    } finally {
      lock.unlock();
    }
  }

  /** The side that reads breaks the connection. */
  void readerResets() {
    lock.lock();
    try {
      reset = true;
      readerCloses();
    } finally {
      lock.unlock();
    }
  }

  /** Lets readers wait although there is something to read, or lets them go on. */
  void hold(boolean value) {
    lock.lock();
    try {
      held = value;
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will be written; what was written can still be read. */
  void endOutput() {
    lock.lock();
    try {
      outputEnded = true;
      filled.signalAll();
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The side that writes has closed. */
  void writerCloses() {
    lock.lock();
    try {
      writerGone = true;
      endOutput();
    } finally {
      lock.unlock();
    }
  }

  /** The side that reads has closed; what it has not read is lost. */
  void readerCloses() {
    lock.lock();
    try {
      readerGone = true;
      size = 0;
      filled.signalAll();
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }
}
