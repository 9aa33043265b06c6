package org.verack.peer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.runtime.PeerRuntime;

/** Keeps the encrypted handshakes of a context within their limits. */
final class HandshakeAdmission {

  private static final int IPV4_PREFIX = 24;
  private static final int IPV6_PREFIX = 64;

  /** So many prefixes are remembered; the one not heard of for longest is forgotten for another. */
  private static final int MAX_PREFIXES = 2048;

  /** So many may begin now, and so many more every second. */
  private static final class Allowance {
    private final int perSecond;
    private final int burst;
    private double left;
    private long updatedAt;

    Allowance(int perSecond, int burst, long now) {
      this.perSecond = perSecond;
      this.burst = burst;
      this.left = burst;
      this.updatedAt = now;
    }

    boolean take(long now) {
      left = Math.min(burst, left + (now - updatedAt) / 1e9 * perSecond);
      updatedAt = now;
      if (left < 1) {
        return false;
      }
      left--;
      return true;
    }

    void giveBack() {
      left++;
    }
  }

  /** What was heard from lately. */
  private static final class Recent extends LinkedHashMap<String, Allowance> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
      return size() > MAX_PREFIXES;
    }
  }

  private final HandshakeLimits limits;
  private final PeerRuntime runtime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition slotFree;

  // Guarded by the lock.
  private final Allowance all;
  private final Recent prefixes = new Recent();
  private final Map<String, Integer> incomplete = new HashMap<>();
  private int computing;

  HandshakeAdmission(HandshakeLimits limits, PeerRuntime runtime) {
    this.limits = limits;
    this.runtime = runtime;
    this.slotFree = runtime.newCondition(lock);
    this.all = new Allowance(limits.perSecond(), limits.burst(), runtime.nanoTime());
  }

  /** One handshake that was admitted; to be closed when it is complete, or will not be. */
  final class Ticket implements AutoCloseable {
    private final String prefix;

    // Guarded by the lock.
    private boolean closed;

    private Ticket(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (!closed && !prefix.isEmpty()) {
          incomplete.computeIfPresent(prefix, (key, count) -> count == 1 ? null : count - 1);
        }
        closed = true;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Lets a handshake begin, or refuses it. Does not block. */
  Ticket admit(Endpoint remote) throws Ended {
    if (limits.exemptLocal() && AddressPrefix.isLocal(remote)) {
      return new Ticket("");
    }
    String prefix = AddressPrefix.of(remote, IPV4_PREFIX, IPV6_PREFIX);
    lock.lock();
    try {
      if (incomplete.getOrDefault(prefix, 0) >= limits.incompleteOfPrefix()) {
        throw refused("too many from " + prefix + " are under way");
      }
      long now = runtime.nanoTime();
      Allowance allowance =
          prefixes.computeIfAbsent(
              prefix,
              key -> new Allowance(limits.perSecondOfPrefix(), limits.burstOfPrefix(), now));
      if (!allowance.take(now)) {
        throw refused("too many from " + prefix + " in a short time");
      }
      if (!all.take(now)) {
        allowance.giveBack();
        throw refused("too many in a short time");
      }
      incomplete.merge(prefix, 1, Integer::sum);
      return new Ticket(prefix);
    } finally {
      lock.unlock();
    }
  }

  private static Ended refused(String why) {
    return new Ended(new DisconnectReason.NotAdmitted("encrypted handshakes: " + why));
  }

  /** Waits for a turn to compute, which is never long; {@link #computed()} has to follow. */
  void compute() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (computing >= limits.computing()) {
        slotFree.await();
      }
      computing++;
    } finally {
      lock.unlock();
    }
  }

  void computed() {
    lock.lock();
    try {
      computing--;
      slotFree.signal();
    } finally {
      lock.unlock();
    }
  }
}
