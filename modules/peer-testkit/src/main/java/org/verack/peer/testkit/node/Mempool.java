package org.verack.peer.testkit.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.Hash;
import org.verack.wire.chain.Transaction;

/** Transactions that wait to be confirmed, in order of arrival. */
final class Mempool {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown;

  // Guarded by the lock.
  private final Map<Hash, Transaction> byTxid = new LinkedHashMap<>();
  private final Map<Hash, Transaction> byWtxid = new HashMap<>();

  Mempool(PeerRuntime runtime) {
    grown = runtime.newCondition(lock);
  }

  void add(Transaction transaction) {
    lock.lock();
    try {
      if (byTxid.putIfAbsent(transaction.txid(), transaction) == null) {
        byWtxid.put(transaction.wtxid(), transaction);
        grown.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  Optional<Transaction> find(Hash id) {
    lock.lock();
    try {
      return Optional.ofNullable(get(id));
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Transaction get(Hash id) {
    Transaction found = byTxid.get(id);
    return found != null ? found : byWtxid.get(id);
  }

  List<Transaction> all() {
    lock.lock();
    try {
      return new ArrayList<>(byTxid.values());
    } finally {
      lock.unlock();
    }
  }

  Optional<Transaction> await(Hash id, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.NANOSECONDS.convert(patience);
      Transaction found = get(id);
      while (found == null && left > 0) {
        left = grown.awaitNanos(left);
        found = get(id);
      }
      return Optional.ofNullable(found);
    } finally {
      lock.unlock();
    }
  }
}
