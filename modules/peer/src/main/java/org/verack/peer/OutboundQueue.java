package org.verack.peer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.EncodedMessage;

/**
 * What waits to be written to one peer, bounded in bytes.
 *
 * <p>A message that does not fit waits outside, in order of arrival, and is let in by the writer as
 * room appears. One message always fits an empty queue, however large. Bytes count until they have
 * been written, not until they have been taken.
 */
final class OutboundQueue {

  /** What the engine itself may add over the limit: handshake, pings, pongs. */
  static final int CONTROL_ALLOWANCE = 64 * 1024;

  private static final int BATCH_BYTES = 64 * 1024;

  /** A message on its way out. */
  static final class Item {
    final EncodedMessage message;

    /** Completed when the message was written, or will not be. */
    final CompletableFuture<@Nullable Void> written = new CompletableFuture<>();

    /** Whether the bytes are the engine's to account for, or somebody's who sends them to many. */
    final boolean budgeted;

    /** Guarded by the queue's lock. */
    boolean admitted;

    Item(EncodedMessage message, boolean budgeted) {
      this.message = message;
      this.budgeted = budgeted;
    }

    int size() {
      return message.frameLength();
    }
  }

  private final int limit;
  private final ByteBudget budget;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled;
  private final Condition admission;

  // Guarded by the lock.
  private final ArrayDeque<Item> queue = new ArrayDeque<>();
  private final ArrayDeque<Item> outside = new ArrayDeque<>();
  private long bytes;
  private long controlBytes;
  private long added;
  private long done;
  private @Nullable DisconnectReason ended;

  OutboundQueue(int limit, ByteBudget budget, PeerRuntime runtime) {
    this.limit = limit;
    this.budget = budget;
    this.filled = runtime.newCondition(lock);
    this.admission = runtime.newCondition(lock);
  }

  /** Adds a message, waiting until it fits. */
  void put(Item item) throws PeerClosedException, InterruptedException {
    lock.lockInterruptibly();
    try {
      enter(item);
      while (!item.admitted) {
        requireOpen();
        try {
          admission.await();
        } catch (InterruptedException e) {
          if (!item.admitted) {
            outside.remove(item);
            // For those who wait for everything before them, it counts as gone.
            added++;
            done++;
            admission.signalAll();
            item.written.cancel(false);
          }
          throw e;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Adds a message without waiting; it may stay outside for a while. */
  void putLater(Item item) throws PeerClosedException {
    lock.lock();
    try {
      enter(item);
    } finally {
      lock.unlock();
    }
  }

  /** Adds a message if it fits now. */
  boolean offer(Item item) throws PeerClosedException {
    lock.lock();
    try {
      requireOpen();
      return outside.isEmpty() && admit(item);
    } finally {
      lock.unlock();
    }
  }

  /** Adds messages of the engine; never waits. Returns false if the remote lets them pile up. */
  boolean putControl(List<EncodedMessage> messages) {
    lock.lock();
    try {
      if (ended != null || controlBytes > CONTROL_ALLOWANCE) {
        return false;
      }
      for (EncodedMessage message : messages) {
        Item item = new Item(message, false);
        controlBytes += item.size();
        add(item);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void enter(Item item) throws PeerClosedException {
    requireOpen();
    if (!outside.isEmpty() || !admit(item)) {
      outside.add(item);
    }
  }

  private void requireOpen() throws PeerClosedException {
    DisconnectReason reason = ended;
    if (reason != null) {
      throw new PeerClosedException(reason);
    }
  }

  private boolean admit(Item item) {
    int size = item.size();
    if (bytes == 0) {
      if (item.budgeted) {
        budget.force(size);
      }
    } else if (bytes + size > limit || (item.budgeted && !budget.tryAcquire(size))) {
      return false;
    }
    add(item);
    return true;
  }

  private void add(Item item) {
    item.admitted = true;
    bytes += item.size();
    added++;
    queue.add(item);
    if (queue.size() == 1) {
      filled.signal();
    }
  }

  /** Takes what should go out together, waiting until there is something; null at the end. */
  @Nullable List<Item> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty()) {
        if (ended != null) {
          return null;
        }
        filled.await();
      }
      if (ended != null) {
        return null;
      }
      List<Item> batch = new ArrayList<>();
      int size = 0;
      do {
        Item item = queue.remove();
        size += item.size();
        batch.add(item);
      } while (!queue.isEmpty() && size + queue.element().size() <= BATCH_BYTES);
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Reports that a batch has been written. */
  void written(List<Item> batch) {
    lock.lock();
    try {
      for (Item item : batch) {
        bytes -= item.size();
        if (item.budgeted) {
          budget.release(item.size());
        }
      }
      if (queue.isEmpty()) {
        controlBytes = 0;
      }
      done += batch.size();
      while (!outside.isEmpty() && admit(outside.element())) {
        outside.remove();
      }
      admission.signalAll();
    } finally {
      lock.unlock();
    }
    for (Item item : batch) {
      item.written.complete(null);
    }
  }

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything that was added before has been written. */
  void awaitWritten() throws PeerClosedException, InterruptedException {
    lock.lockInterruptibly();
    try {
      long target = added + outside.size();
      while (done < target) {
        requireOpen();
        admission.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the queue: whoever waits is told why, and what was not written completes with it. */
  void end(DisconnectReason reason) {
    List<Item> lost = new ArrayList<>();
    lock.lock();
    try {
      if (ended != null) {
        return;
      }
      ended = reason;
      lost.addAll(queue);
      for (Item item : queue) {
        bytes -= item.size();
        if (item.budgeted) {
          budget.release(item.size());
        }
      }
      lost.addAll(outside);
      queue.clear();
      outside.clear();
      filled.signalAll();
      admission.signalAll();
    } finally {
      lock.unlock();
    }
    fail(lost, reason);
  }

  /** Reports that a batch that was taken could not be written. */
  void lost(List<Item> batch, DisconnectReason reason) {
    lock.lock();
    try {
      for (Item item : batch) {
        bytes -= item.size();
        if (item.budgeted) {
          budget.release(item.size());
        }
      }
    } finally {
      lock.unlock();
    }
    fail(batch, reason);
  }

  private static void fail(List<Item> items, DisconnectReason reason) {
    for (Item item : items) {
      item.written.completeExceptionally(new PeerClosedException(reason));
    }
  }
}
