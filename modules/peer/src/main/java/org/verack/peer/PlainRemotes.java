package org.verack.peer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.runtime.PeerRuntime;

/**
 * Where a dial with the encrypted transport has failed and one without it has not, so that the next
 * begins without it. Forgotten after a day, in which software may have been renewed.
 */
final class PlainRemotes {

  private static final int MAX_REMOTES = 10_000;
  private static final long MEMORY = Nanos.of(Duration.ofDays(1));

  private static final class Recent extends LinkedHashMap<Endpoint, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Endpoint, Long> eldest) {
      return size() > MAX_REMOTES;
    }
  }

  private final PeerRuntime runtime;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Recent failures = new Recent();

  PlainRemotes(PeerRuntime runtime) {
    this.runtime = runtime;
  }

  void add(Endpoint endpoint) {
    lock.lock();
    try {
      failures.remove(endpoint);
      failures.put(endpoint, runtime.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  boolean contains(Endpoint endpoint) {
    lock.lock();
    try {
      Long failedAt = failures.get(endpoint);
      if (failedAt != null && runtime.nanoTime() - failedAt >= MEMORY) {
        failures.remove(endpoint);
        return false;
      }
      return failedAt != null;
    } finally {
      lock.unlock();
    }
  }
}
