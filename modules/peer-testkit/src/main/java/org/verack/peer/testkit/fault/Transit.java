package org.verack.peer.testkit.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;

/** Bytes that are on their way for some time, at most so many. */
final class Transit {

  private static final int CAPACITY = 64 * 1024;

  /** What was put in at one time: bytes, or the end, or a failure. */
  private record Piece(long due, ByteBuffer bytes, boolean end, @Nullable IOException failure) {}

  private final PeerRuntime runtime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed;

  // Guarded by the lock.
  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
  private int held;
  private long lastDue;
  private boolean ended;
  private @Nullable IOException broken;

  Transit(PeerRuntime runtime) {
    this.runtime = runtime;
    this.changed = runtime.newCondition(lock);
    this.lastDue = runtime.nanoTime();
  }

  /** Puts bytes in, waiting for room. */
  void put(ByteBuffer source, long delay) throws IOException, InterruptedException {
    lock.lock();
    try {
      while (source.hasRemaining()) {
        while (broken == null && held >= CAPACITY) {
          changed.await();
        }
        requireSound();
        byte[] bytes = new byte[Math.min(source.remaining(), CAPACITY - held)];
        source.get(bytes);
        held += bytes.length;
        add(ByteBuffer.wrap(bytes), delay, false, null);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Puts the end in, or what broke the line that the bytes come from. */
  void end(long delay, @Nullable IOException failure) {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        add(ByteBuffer.allocate(0), delay, true, failure);
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(ByteBuffer bytes, long delay, boolean end, @Nullable IOException failure) {
    long due = runtime.nanoTime() + delay;
    // The later of the two: nothing overtakes.
    lastDue = due - lastDue > 0 ? due : lastDue;
    pieces.add(new Piece(lastDue, bytes, end, failure));
    changed.signalAll();
  }

  /** Takes bytes that have arrived, waiting for the first; -1 at the end. */
  int take(ByteBuffer target) throws IOException, InterruptedException {
    lock.lock();
    try {
      while (true) {
        requireSound();
        Piece first = pieces.peek();
        if (first == null) {
          changed.await();
          continue;
        }
        long left = first.due - runtime.nanoTime();
        if (left > 0) {
          long unused = changed.awaitNanos(left);
          continue;
        }
        if (first.end) {
          if (first.failure != null) {
            throw first.failure;
          }
          return -1;
        }
        return take(first, target);
      }
    } finally {
      lock.unlock();
    }
  }

  private int take(Piece first, ByteBuffer target) {
    int count = Math.min(first.bytes.remaining(), target.remaining());
    target.put(first.bytes.slice(first.bytes.position(), count));
    first.bytes.position(first.bytes.position() + count);
    if (!first.bytes.hasRemaining()) {
      pieces.remove();
    }
    held -= count;
    changed.signalAll();
    return count;
  }

  /** Lets all who wait, and all who come, fail. */
  void fail(IOException cause) {
    lock.lock();
    try {
      if (broken == null) {
        broken = cause;
        pieces.clear();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void requireSound() throws IOException {
    if (broken != null) {
      throw new IOException(broken.getMessage(), broken);
    }
  }
}
