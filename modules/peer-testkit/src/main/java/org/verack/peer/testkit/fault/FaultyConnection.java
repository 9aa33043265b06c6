package org.verack.peer.testkit.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.peer.testkit.pipe.PipeConnection;

/**
 * A connection whose bytes go through a plan in each direction. What waits does so on a condition
 * of the runtime and is woken by closing.
 *
 * <p>A direction with a delay has a thread that carries bytes between the real connection and what
 * is on its way; the other faults happen in the thread that reads or writes.
 */
final class FaultyConnection implements Connection {

  private static final int CHUNK = 16 * 1024;
  private static final String CLOSED = "the connection is closed";

  private final Connection real;
  private final PeerRuntime runtime;
  private final Impairment in;
  private final Impairment out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing;
  private final @Nullable Transit arriving;
  private final @Nullable Transit leaving;

  /** What has passed the plan and is not yet read; of the reading thread. */
  private ByteBuffer unread = ByteBuffer.allocate(0);

  private boolean inputEnded;
  private boolean outputEnded;

  // Guarded by the lock.
  private @Nullable IOException closed;

  FaultyConnection(Connection real, PeerRuntime runtime, Impairment in, Impairment out) {
    this.real = real;
    this.runtime = runtime;
    this.in = in;
    this.out = out;
    this.closing = runtime.newCondition(lock);
    this.arriving = in.delays() ? new Transit(runtime) : null;
    this.leaving = out.delays() ? new Transit(runtime) : null;
    if (arriving != null) {
      Thread unused = runtime.start("faults-read-" + real.remote(), () -> arrive(arriving));
    }
    if (leaving != null) {
      Thread unused = runtime.start("faults-write-" + real.remote(), () -> leave(leaving));
    }
  }

  private void arrive(Transit transit) {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    try {
      while (real.read(buffer) >= 0) {
        transit.put(buffer.flip(), in.nextDelay());
        buffer.clear();
      }
      transit.end(in.nextDelay(), null);
    } catch (IOException e) {
      transit.end(in.nextDelay(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave(Transit transit) {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    try {
      while (transit.take(buffer) >= 0) {
        real.write(buffer.flip());
        buffer.clear();
      }
      endRealOutput();
    } catch (IOException e) {
      transit.fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("no room to read into");
    }
    try {
      while (!unread.hasRemaining()) {
        if (inputEnded || !readPiece(target.remaining())) {
          inputEnded = true;
          return -1;
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    int count = Math.min(unread.remaining(), target.remaining());
    target.put(unread.slice(unread.position(), count));
    unread.position(unread.position() + count);
    return count;
  }

  /** Reads what may come together, or nothing at the end. */
  private boolean readPiece(int most) throws IOException, InterruptedException {
    pause(in.takeStall());
    if (in.atReset()) {
      throw reset(in.position() + " bytes were read");
    }
    if (in.atEnd()) {
      requireOpen();
      return false;
    }
    ByteBuffer piece = ByteBuffer.allocate(in.room(Math.min(most, CHUNK)));
    int count = arriving == null ? real.read(piece) : arriving.take(piece);
    if (count < 0) {
      return false;
    }
    pause(in.takePause(count, runtime.nanoTime()));
    requireOpen();
    unread = ByteBuffer.wrap(in.pass(piece.array(), 0, count));
    return true;
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    try {
      while (source.hasRemaining()) {
        writePiece(source);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void writePiece(ByteBuffer source) throws IOException, InterruptedException {
    pause(out.takeStall());
    if (out.atReset()) {
      throw reset(out.position() + " bytes were written");
    }
    requireOpen();
    if (out.atEnd()) {
      endOutput();
      source.position(source.limit());
      return;
    }
    byte[] piece = new byte[out.room(Math.min(source.remaining(), CHUNK))];
    pause(out.takePause(piece.length, runtime.nanoTime()));
    requireOpen();
    source.get(piece);
    byte[] passed = out.pass(piece, 0, piece.length);
    if (leaving == null) {
      real.write(ByteBuffer.wrap(passed));
    } else {
      leaving.put(ByteBuffer.wrap(passed), out.nextDelay());
    }
    if (out.atEnd()) {
      endOutput();
    }
  }

  private void endOutput() {
    if (!outputEnded) {
      outputEnded = true;
      if (leaving == null) {
        endRealOutput();
      } else {
        leaving.end(out.nextDelay(), null);
      }
    }
  }

  private void endRealOutput() {
    if (real instanceof PipeConnection pipe) {
      pipe.closeOutput();
    }
  }

  private void pause(long nanos) throws IOException, InterruptedException {
    if (nanos <= 0) {
      return;
    }
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (closed == null && left > 0) {
        if (nanos == Faults.FOR_EVER) {
          closing.await();
        } else {
          left = closing.awaitNanos(left);
        }
      }
    } finally {
      lock.unlock();
    }
    requireOpen();
  }

  private void requireOpen() throws IOException {
    lock.lock();
    try {
      if (closed != null) {
        throw new IOException(closed.getMessage(), closed);
      }
    } finally {
      lock.unlock();
    }
  }

  private IOException reset(String when) {
    IOException cause = new IOException("connection reset by the fault plan after " + when);
    if (real instanceof PipeConnection pipe) {
      pipe.reset();
    }
    close(cause);
    return cause;
  }

  private ClosedByInterruptException interrupted(InterruptedException cause) {
    close();
    Thread.currentThread().interrupt();
    ClosedByInterruptException failure = new ClosedByInterruptException();
    failure.initCause(cause);
    return failure;
  }

  @Override
  public Endpoint remote() {
    return real.remote();
  }

  @Override
  public Endpoint local() {
    return real.local();
  }

  @Override
  public void close() {
    close(new IOException(CLOSED));
  }

  private void close(IOException cause) {
    lock.lock();
    try {
      if (closed == null) {
        closed = cause;
        closing.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (arriving != null) {
      arriving.fail(cause);
    }
    if (leaving != null) {
      leaving.fail(cause);
    }
    real.close();
  }

  /** Returns where from and where to. */
  @Override
  public String toString() {
    return real + ", with faults";
  }
}
