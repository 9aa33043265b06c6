package org.verack.peer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.peer.connection.Endpoint;

/** The peers of a listener, counted by where they come from. */
final class InboundPeers {

  /** Whether there is room for another. */
  enum Verdict {
    ROOM,
    FULL,
    PREFIX_FULL
  }

  private final InboundLimits limits;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Map<Peer, String> prefixes = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  InboundPeers(InboundLimits limits) {
    this.limits = limits;
  }

  /** Looks whether somebody from there may come in. */
  Verdict look(Endpoint remote) {
    lock.lock();
    try {
      if (prefixes.size() >= limits.total()) {
        return Verdict.FULL;
      }
      return counts.getOrDefault(prefix(remote), 0) >= limits.perPrefix()
          ? Verdict.PREFIX_FULL
          : Verdict.ROOM;
    } finally {
      lock.unlock();
    }
  }

  void add(Peer peer, Endpoint remote) {
    lock.lock();
    try {
      String prefix = prefix(remote);
      prefixes.put(peer, prefix);
      counts.merge(prefix, 1, Integer::sum);
    } finally {
      lock.unlock();
    }
  }

  /** Does nothing for a peer that is not, or no longer, here. */
  void remove(Peer peer) {
    lock.lock();
    try {
      String prefix = prefixes.remove(peer);
      if (prefix != null) {
        counts.computeIfPresent(prefix, (key, count) -> count == 1 ? null : count - 1);
      }
    } finally {
      lock.unlock();
    }
  }

  List<Peer> all() {
    lock.lock();
    try {
      return List.copyOf(prefixes.keySet());
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return prefixes.size();
    } finally {
      lock.unlock();
    }
  }

  /** What remotes that are counted together have in common. */
  private String prefix(Endpoint remote) {
    if (limits.perPrefix() == InboundLimits.UNLIMITED) {
      return "";
    }
    return AddressPrefix.of(remote, limits.ipv4Prefix(), limits.ipv6Prefix());
  }
}
