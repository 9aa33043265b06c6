package org.verack.peer.testkit.time;

import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the threads that were interrupted while they wait and have not noticed yet.
 *
 * <p>An interruption gives a waiting thread something to do, so from that moment on not everything
 * is at rest; but it does so without asking us. Looking at the flags of all who wait would take
 * longer than everything else when thousands do. Channels, however, are told by whoever interrupts
 * a thread that uses them, before the call returns. So every interruptible wait pretends to use
 * one.
 */
final class InterruptWatch extends AbstractInterruptibleChannel {

  private final AtomicInteger pending;

  InterruptWatch(AtomicInteger pending) {
    this.pending = pending;
  }

  /** Begins to watch the calling thread; one that is interrupted already counts at once. */
  void watch() {
    begin();
  }

  /** On the thread that interrupts. Once, and before it goes on. */
  @Override
  protected void implCloseChannel() {
    pending.incrementAndGet();
  }

  /** Ends what {@link #watch} began. The thread counts as busy by now. */
  void unwatch() {
    try {
      end(true);
    } catch (ClosedByInterruptException e) {
      // Whoever waited has seen that for itself.
      pending.decrementAndGet();
      return;
    } catch (java.nio.channels.AsynchronousCloseException e) {
      throw new IllegalStateException("nobody closes it", e);
    }
  }
}
