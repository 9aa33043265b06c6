package org.verack.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Who wants to know about what. Every handler whose type a message is an instance of gets it, in
 * order of registration.
 */
final class HandlerTable {

  /** What a handler is called with, its type already checked. */
  @FunctionalInterface
  interface Call {
    void run(Peer peer, Object subject) throws Exception;
  }

  private record Entry(Class<?> type, Call call) {}

  /**
   * The handlers between two registrations, and what was found among them. A new registration makes
   * a new one, so that nothing found among the old handlers can outlive them.
   */
  private static final class Snapshot {
    /** Most peers of a crawler have no handlers, and then nothing to remember. */
    static final Snapshot EMPTY = new Snapshot(List.of());

    private final List<Entry> entries;
    private final Map<Class<?>, List<Call>> found;

    Snapshot(List<Entry> entries) {
      this.entries = entries;
      this.found = entries.isEmpty() ? Map.of() : new ConcurrentHashMap<>();
    }

    List<Call> find(Class<?> type) {
      if (entries.isEmpty()) {
        return List.of();
      }
      List<Call> known = found.get(type);
      return known != null ? known : search(type);
    }

    /** Remembers what it finds; that there is nothing is found again as quickly, for no memory. */
    private List<Call> search(Class<?> type) {
      List<Call> calls = new ArrayList<>(0);
      for (Entry entry : entries) {
        if (entry.type().isAssignableFrom(type)) {
          calls.add(entry.call());
        }
      }
      if (calls.isEmpty()) {
        return List.of();
      }
      List<Call> result = List.copyOf(calls);
      found.put(type, result);
      return result;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private volatile Snapshot snapshot = Snapshot.EMPTY;

  Runnable add(Class<?> type, Call call) {
    Entry entry = new Entry(type, call);
    change(entries -> entries.add(entry));
    return () -> change(entries -> entries.remove(entry));
  }

  private void change(Consumer<List<Entry>> change) {
    lock.lock();
    try {
      List<Entry> entries = new ArrayList<>(snapshot.entries);
      change.accept(entries);
      snapshot = new Snapshot(List.copyOf(entries));
    } finally {
      lock.unlock();
    }
  }

  List<Call> find(Class<?> type) {
    return snapshot.find(type);
  }
}
