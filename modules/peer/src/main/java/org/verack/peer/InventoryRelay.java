package org.verack.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.role.InventoryEntry;

/**
 * What one remote has yet to be told of, and what it is known to have.
 *
 * <p>Things that trickle wait for a moment that the schedule chooses and then go out together.
 * There is a timer only while something waits.
 */
final class InventoryRelay {

  /** More than the network relays in minutes; the largest inventory message has as many. */
  static final int MAX_WAITING = 50_000;

  /** The things that were last seen or said, each once; by value. */
  private static final class Recent extends LinkedHashMap<InventoryEntry, Boolean> {
    private static final long serialVersionUID = 1L;

    private final int limit;

    Recent(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<InventoryEntry, Boolean> eldest) {
      return size() > limit;
    }
  }

  private final PeerRuntime runtime;
  private final LongSupplier delay;
  private final int batchSize;
  private final boolean allAtOnce;
  private final Predicate<List<InventoryEntry>> sender;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Recent known;
  private final Set<InventoryEntry> waiting = new LinkedHashSet<>();
  private PeerRuntime.@Nullable Timer timer;
  private boolean ended;

  /**
   * Creates an empty relay.
   *
   * @param delay how many nanoseconds from now the next moment to announce is
   * @param batchSize how many things one message announces
   * @param allAtOnce whether everything that waits goes out at that moment, or one message of it
   * @param knownLimit how many things to remember
   * @param sender queues a message with these entries without blocking; false if there is no room
   */
  InventoryRelay(
      PeerRuntime runtime,
      LongSupplier delay,
      int batchSize,
      boolean allAtOnce,
      int knownLimit,
      Predicate<List<InventoryEntry>> sender) {
    this.runtime = runtime;
    this.delay = delay;
    this.batchSize = batchSize;
    this.allAtOnce = allAtOnce;
    this.known = new Recent(knownLimit);
    this.sender = sender;
  }

  /** Announces something, now or later; returns whether the remote will be told. */
  boolean announce(InventoryEntry entry, boolean trickles) {
    lock.lock();
    try {
      if (ended || known.get(entry) != null) {
        return false;
      }
      if (!trickles && sender.test(List.of(entry))) {
        known.put(entry, true);
        return true;
      }
      // Also what should go at once, when the queue has no room.
      if (waiting.size() >= MAX_WAITING) {
        return false;
      }
      waiting.add(entry);
      setTimer();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void setTimer() {
    if (timer == null && !ended && !waiting.isEmpty()) {
      timer = runtime.schedule(Duration.ofNanos(delay.getAsLong()), this::tick);
    }
  }

  private void tick() {
    lock.lock();
    try {
      timer = null;
      if (ended) {
        return;
      }
      do {
        List<InventoryEntry> batch = nextBatch();
        if (batch.isEmpty()) {
          return;
        }
        if (!sender.test(batch)) {
          break;
        }
        batch.forEach(entry -> known.put(entry, true));
        batch.forEach(waiting::remove);
      } while (allAtOnce);
      setTimer();
    } finally {
      lock.unlock();
    }
  }

  /** The first things that wait; what the remote told us of meanwhile is dropped. */
  private List<InventoryEntry> nextBatch() {
    List<InventoryEntry> batch = new ArrayList<>();
    Iterator<InventoryEntry> entries = waiting.iterator();
    while (entries.hasNext() && batch.size() < batchSize) {
      InventoryEntry entry = entries.next();
      if (known.get(entry) != null) {
        entries.remove();
      } else {
        batch.add(entry);
      }
    }
    return batch;
  }

  /** Notes that the remote has things. */
  void addKnown(Iterable<? extends InventoryEntry> entries) {
    lock.lock();
    try {
      for (InventoryEntry entry : entries) {
        known.put(entry, true);
      }
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      waiting.clear();
      if (timer != null) {
        timer.cancel();
        timer = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
