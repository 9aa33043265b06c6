package org.verack.peer;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Endpoint;

/** The dialing of a peer: by one thread at a time, which the end of the peer interrupts. */
final class Dialing {

  private final Peer peer;
  private final PeerContext context;
  private final PeerConfig config;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private @Nullable Thread thread;
  private @Nullable DisconnectReason ended;

  Dialing(Peer peer, PeerContext context, PeerConfig config) {
    this.peer = peer;
    this.context = context;
    this.config = config;
  }

  /**
   * Dials on the caller's thread.
   *
   * @throws PeerClosedException if the peer has ended, or ends meanwhile
   * @throws IllegalStateException if another thread dials, or the context is closed
   */
  Connection dial(Endpoint endpoint) throws IOException, InterruptedException {
    begin();
    try {
      return config.dialer().dial(endpoint, config.dialTimeout(), context.runtime());
    } catch (IOException e) {
      throw failure(endpoint, e);
    } finally {
      finish();
    }
  }

  private void begin() throws PeerClosedException {
    lock.lock();
    try {
      if (ended != null) {
        throw new PeerClosedException(ended);
      }
      if (thread != null) {
        throw new IllegalStateException("a peer connects once");
      }
      context.addDialing(peer);
      thread = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** Returns what to throw, unless the program has interrupted the thread. */
  private IOException failure(Endpoint endpoint, IOException cause) throws InterruptedException {
    lock.lock();
    try {
      if (ended != null) {
        PeerClosedException closed = new PeerClosedException(ended);
        closed.addSuppressed(cause);
        return closed;
      }
    } finally {
      lock.unlock();
    }
    if (Thread.interrupted()) {
      // On a virtual thread an interruption closes the socket that is being connected.
      InterruptedException interrupted = new InterruptedException("while dialing " + endpoint);
      interrupted.initCause(cause);
      throw interrupted;
    }
    return cause;
  }

  private void finish() {
    context.removeDialing(peer);
    lock.lock();
    try {
      thread = null;
      if (ended != null) {
        // That interruption was ours, and is said by an exception.
        Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives up the dial that is under way, and lets none begin. */
  void end(DisconnectReason reason) {
    lock.lock();
    try {
      ended = reason;
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}
