package org.verack.peer;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;

/**
 * What was read and waits for handlers, bounded in bytes, and the dispatcher that runs them.
 *
 * <p>The dispatcher is a virtual thread that lives while there is something to handle. Bytes count
 * until they have been handled. A full inbox stops the read loop and nothing else.
 */
final class Inbox {

  /** Runs the handlers of one thing. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Starts the dispatcher on a thread that the peer accounts for. */
  @FunctionalInterface
  interface Starter {
    void start(Runnable dispatcher);
  }

  /** What a waiting message costs besides its bytes: objects, and its place here. */
  private static final int ITEM_OVERHEAD = 200;

  private record Item(Work work, int size) {}

  private final int limit;
  private final ByteBudget budget;
  private final PeerRuntime runtime;
  private final Starter starter;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room;

  // Guarded by the lock.
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private long bytes;
  private boolean ended;
  private boolean running;
  private @Nullable Thread dispatcher;

  Inbox(int limit, ByteBudget budget, PeerRuntime runtime, Starter starter) {
    this.limit = limit;
    this.budget = budget;
    this.runtime = runtime;
    this.starter = starter;
    this.room = runtime.newCondition(lock);
  }

  /**
   * Adds something, waiting until it fits. Called by the read loop only.
   *
   * @return false if the inbox has ended
   */
  boolean put(Work work, int size) throws InterruptedException {
    int charged = size + ITEM_OVERHEAD;
    lock.lockInterruptibly();
    try {
      while (!ended && !grant(charged)) {
        room.await();
      }
      if (ended) {
        return false;
      }
      add(new Item(work, charged));
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds something if it fits now. Called by the read loop only.
   *
   * @return whether it was added; false also after the end
   */
  boolean offer(Work work, int size) {
    int charged = size + ITEM_OVERHEAD;
    lock.lock();
    try {
      if (ended || !grant(charged)) {
        return false;
      }
      add(new Item(work, charged));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean grant(int size) {
    if (items.isEmpty()) {
      budget.force(size);
      return true;
    }
    return bytes + size <= limit && budget.tryAcquire(size);
  }

  private void add(Item item) {
    items.add(item);
    bytes += item.size();
    if (!running) {
      running = true;
      try {
        starter.start(this::dispatch);
      } catch (RuntimeException | Error e) {
        running = false;
        items.removeLast();
        release(item);
        throw e;
      }
    }
  }

  /**
   * Whether everything that was put has been handled. Stable for the read loop, which alone puts.
   */
  boolean isIdle() {
    lock.lock();
    try {
      return items.isEmpty();
    } finally {
      lock.unlock();
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

  /** Ends the inbox: nothing more is added but one last thing. */
  void end(Work last) {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        add(new Item(last, 0));
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * After the end: drops what still waits, except the last thing, and interrupts what runs if that
   * is not the last thing.
   */
  void abandon() {
    lock.lock();
    try {
      Thread running = dispatcher;
      int kept = running == null ? 1 : 2;
      if (ended && items.size() > kept) {
        // What is being handled stays at the head until its handler returns.
        Item handled = running == null ? null : items.remove();
        Item last = items.removeLast();
        items.forEach(this::release);
        items.clear();
        if (handled != null) {
          items.add(handled);
        }
        items.add(last);
      }
      if (ended && items.size() > 1 && running != null && !running.equals(Thread.currentThread())) {
        running.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void release(Item item) {
    bytes -= item.size();
    budget.release(item.size());
  }

  private void dispatch() {
    Turn turn = new Turn(runtime);
    Item done = null;
    while (true) {
      Item next;
      lock.lock();
      try {
        if (done != null) {
          items.remove();
          release(done);
          room.signalAll();
        }
        dispatcher = Thread.currentThread();
        next = items.peek();
        if (next == null) {
          dispatcher = null;
          running = false;
          return;
        }
        if (ended && next.size() == 0) {
          // The last thing is run with a clean slate, whatever interrupted the one before.
          Thread.interrupted();
        }
      } finally {
        lock.unlock();
      }
      if (done != null) {
        // When what was done holds no memory any more.
        turn.worked();
      }
      run(next);
      done = next;
    }
  }

  private static void run(Item item) {
    try {
      item.work().run();
    } catch (Exception e) {
      // The peer wraps its work so that failures end the connection; nothing else may come here.
      throw new AssertionError("work of a peer must not throw", e);
    }
  }
}
