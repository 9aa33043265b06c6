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

  static final int BATCH_BYTES = 64 * 1024;

  /** A message on its way out. */
  static final class Item {
    final EncodedMessage message;

    /** Completed when the message was written, or will not be. */
    final CompletableFuture<@Nullable Void> written = new CompletableFuture<>();

    /** Whether the bytes are the engine's to account for, or somebody's who sends them to many. */
    final boolean budgeted;

    // Guarded by the queue's lock.
    boolean admitted;
    boolean sent;
    boolean left;
    boolean control;

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
  private final List<Item> stranded = new ArrayList<>();
  private long bytes;
  private long controlBytes;
  private @Nullable Item lastTaken;
  private @Nullable DisconnectReason ended;

  /** Whether the writer may be asleep while there is something for it. Written under the lock. */
  private volatile boolean untold;

  OutboundQueue(int limit, ByteBudget budget, PeerRuntime runtime) {
    this.limit = limit;
    this.budget = budget;
    this.filled = runtime.newCondition(lock);
    this.admission = runtime.newCondition(lock);
  }

  /** Adds a message, waiting until it fits. */
  void put(Item item) throws PeerClosedException, InterruptedException {
    boolean unused = put(item, Long.MAX_VALUE);
  }

  /**
   * Adds a message, waiting until it fits, but not longer than some time.
   *
   * @return whether it was added
   */
  boolean put(Item item, long nanos) throws PeerClosedException, InterruptedException {
    lock.lockInterruptibly();
    try {
      enter(item);
      long left = nanos;
      while (!item.admitted) {
        requireOpen();
        if (left <= 0) {
          leave(item);
          return false;
        }
        try {
          left = await(left);
        } catch (InterruptedException e) {
          if (item.admitted) {
            // It is on its way; the interruption is for what the caller does next.
            Thread.currentThread().interrupt();
            return true;
          }
          leave(item);
          throw e;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the caller is the loop
  private long await(long nanos) throws InterruptedException {
    if (nanos == Long.MAX_VALUE) {
      admission.await();
      return nanos;
    }
    return admission.awaitNanos(nanos);
  }

  private void leave(Item item) {
    outside.remove(item);
    item.left = true;
    finish(item);
    item.written.cancel(false);
    admission.signalAll();
  }

  /** What a message held is given back. */
  private void finish(Item item) {
    if (item == lastTaken) {
      // An idle connection must not keep the last block that went over it.
      lastTaken = null;
    }
    if (item.admitted) {
      bytes -= item.size();
      if (item.control) {
        controlBytes -= item.size();
      }
      if (item.budgeted) {
        budget.release(item.size());
      }
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

  /**
   * Adds messages of the engine; never waits.
   *
   * @param now whether the writer is to know at once; otherwise {@link #tellWriter} has to follow
   * @return false if the remote lets them pile up, or the queue has ended
   */
  boolean putControl(List<EncodedMessage> messages, boolean now) {
    lock.lock();
    try {
      if (ended != null || controlBytes > CONTROL_ALLOWANCE) {
        return false;
      }
      for (EncodedMessage message : messages) {
        Item item = new Item(message, false);
        item.control = true;
        controlBytes += item.size();
        add(item);
      }
      // The writer must have had its chance before the allowance is used up.
      if (now || controlBytes > CONTROL_ALLOWANCE / 2) {
        signalWriter();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether something waits for room, behind which what is added now would have to stand. */
  boolean isOverfull() {
    lock.lock();
    try {
      return !outside.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the writer know of what was added, if it does not. */
  void tellWriter() {
    if (!untold) {
      return;
    }
    lock.lock();
    try {
      signalWriter();
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
    signalWriter();
    return true;
  }

  private void add(Item item) {
    item.admitted = true;
    bytes += item.size();
    queue.add(item);
    if (queue.size() == 1) {
      untold = true;
    }
  }

  private void signalWriter() {
    if (untold) {
      untold = false;
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
      untold = false;
      List<Item> batch = new ArrayList<>();
      int size = 0;
      do {
        Item item = queue.remove();
        size += item.size();
        batch.add(item);
        lastTaken = item;
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
        item.sent = true;
        finish(item);
      }
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
      signalWriter();
      Item target = last();
      while (target != null && !target.sent) {
        requireOpen();
        if (target.left) {
          // Its sender has given it up; what was before it may still wait.
          target = last();
        } else {
          admission.await();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** What is written last, in the order of writing: what was taken, the queue, what is outside. */
  private @Nullable Item last() {
    Item waiting = !outside.isEmpty() ? outside.peekLast() : queue.peekLast();
    return waiting != null ? waiting : lastTaken;
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
      lost.addAll(stranded);
      stranded.clear();
      lost.addAll(queue);
      lost.addAll(outside);
      lost.forEach(this::finish);
      queue.clear();
      outside.clear();
      filled.signalAll();
      admission.signalAll();
    } finally {
      lock.unlock();
    }
    fail(lost, reason);
  }

  /** Reports that a batch that was taken could not be written; it fails with the queue. */
  void lost(List<Item> batch) {
    DisconnectReason reason;
    lock.lock();
    try {
      reason = ended;
      if (reason == null) {
        stranded.addAll(batch);
        return;
      }
      batch.forEach(this::finish);
    } finally {
      lock.unlock();
    }
    fail(batch, reason);
  }

  private static void fail(List<Item> items, DisconnectReason reason) {
    if (items.isEmpty()) {
      return;
    }
    // One for all: a queue may hold a hundred thousand messages, and each trace takes its time.
    PeerClosedException closed = new PeerClosedException(reason);
    for (Item item : items) {
      item.written.completeExceptionally(closed);
    }
  }
}
