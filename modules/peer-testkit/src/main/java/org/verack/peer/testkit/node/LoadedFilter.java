package org.verack.peer.testkit.node;

import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.filter.BloomFilter;

/** The bloom filter that a peer has loaded, if it has. Matching may change it (BIP 37). */
final class LoadedFilter {

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private @Nullable BloomFilter filter;

  /** Replaces the filter; null for none. */
  void set(@Nullable BloomFilter value) {
    lock.lock();
    try {
      filter = value;
    } finally {
      lock.unlock();
    }
  }

  /** Adds an element; false if there is no filter to add it to. */
  boolean add(Bytes element) {
    lock.lock();
    try {
      BloomFilter present = filter;
      if (present == null) {
        return false;
      }
      present.insert(element);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the peer wants to know of a transaction. Without a filter it wants to know of all. */
  boolean passes(Transaction transaction) {
    lock.lock();
    try {
      BloomFilter present = filter;
      return present == null || present.match(transaction);
    } finally {
      lock.unlock();
    }
  }

  /** The transactions of a block that match; empty if there is no filter. */
  Optional<BitSet> match(Block block) {
    lock.lock();
    try {
      return Optional.ofNullable(filter).map(present -> present.match(block));
    } finally {
      lock.unlock();
    }
  }
}
