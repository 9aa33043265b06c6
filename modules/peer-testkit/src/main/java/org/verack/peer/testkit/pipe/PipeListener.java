package org.verack.peer.testkit.pipe;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Endpoint;

/**
 * Where connections of a {@link PipeNetwork} arrive. Safe for use from any thread.
 *
 * {@snippet :
 * PipeListener listener = lan.listen(Endpoint.parse("node.onion:0")); // any port that is free
 * Connection waiting = lan.dial(listener.local(), Duration.ofSeconds(5));
 * listener.close(); // and with it all connections that nobody has accepted
 * assert waiting.read(ByteBuffer.allocate(1)) == -1;
 * }
 */
public final class PipeListener implements ConnectionListener {

  private final PipeNetwork network;
  private final Endpoint local;

  /** The network's: all that happens between dialers and listeners is decided under it. */
  private final ReentrantLock lock;

  private final Condition arrived;
  private final int backlog;

  // Guarded by the lock.
  private final ArrayDeque<PipeConnection> waiting = new ArrayDeque<>();
  private boolean closed;

  PipeListener(
      PipeNetwork network, Endpoint local, ReentrantLock lock, Condition arrived, int backlog) {
    this.network = network;
    this.local = local;
    this.lock = lock;
    this.arrived = arrived;
    this.backlog = backlog;
  }

  boolean isFull() {
    return waiting.size() >= backlog;
  }

  void offer(PipeConnection connection) {
    waiting.add(connection);
    arrived.signal();
  }

  @Override
  public PipeConnection accept() throws IOException {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        if (closed) {
          throw new IOException("the listener at " + local + " is closed");
        }
        arrived.await();
      }
      network.roomAppeared();
      return waiting.remove();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while listening at " + local);
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Endpoint local() {
    return local;
  }

  /** Ends the listening; connections that nobody has accepted are closed. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        waiting.forEach(PipeConnection::close);
        waiting.clear();
        arrived.signalAll();
        network.closed(this);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns where it listens. */
  @Override
  public String toString() {
    return "listener at " + local;
  }
}
