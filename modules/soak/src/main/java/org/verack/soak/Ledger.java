package org.verack.soak;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.wire.Bytes;

/**
 * What one end of a connection wrote beside what the other end read: the same messages, byte for
 * byte, in the same order. Either side may be noted first, because a writer tells only what is
 * written already. Safe for use from any thread.
 */
final class Ledger {

  /** A message as it stood on the wire. */
  record Entry(String command, Bytes payload) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All guarded by the lock. Of these two one is always empty.
  private final Deque<Entry> onlyWritten = new ArrayDeque<>();
  private final Deque<Entry> onlyRead = new ArrayDeque<>();
  private long matched;
  private Optional<String> difference = Optional.empty();

  void wrote(Entry entry) {
    note(entry, onlyWritten, onlyRead);
  }

  void read(Entry entry) {
    note(entry, onlyRead, onlyWritten);
  }

  private void note(Entry entry, Deque<Entry> same, Deque<Entry> other) {
    lock.lock();
    try {
      Entry counterpart = other.poll();
      if (counterpart == null) {
        same.add(entry);
      } else if (counterpart.equals(entry)) {
        matched++;
      } else if (difference.isEmpty()) {
        difference =
            Optional.of(
                "message %d was %s on one side and %s on the other"
                    .formatted(matched, describe(counterpart), describe(entry)));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static String describe(Entry entry) {
    return entry.command() + " of " + entry.payload().length() + " bytes";
  }

  /**
   * Waits until everything that was written has been read.
   *
   * @return whether that is so; false after the time is over
   */
  boolean awaitEven(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!onlyWritten.isEmpty() || !onlyRead.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The state of the account. Written, but not read, is lost; the other way round is a fault. */
  record Balance(long matched, long lost, List<String> neverWritten, Optional<String> difference) {

    boolean isRight() {
      return neverWritten.isEmpty() && difference.isEmpty();
    }
  }

  Balance balance() {
    lock.lock();
    try {
      List<String> neverWritten = onlyRead.stream().map(Ledger::describe).toList();
      return new Balance(matched, onlyWritten.size(), neverWritten, difference);
    } finally {
      lock.unlock();
    }
  }
}
