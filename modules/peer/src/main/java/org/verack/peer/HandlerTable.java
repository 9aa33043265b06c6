package org.verack.peer;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

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

  private final CopyOnWriteArrayList<Entry> entries = new CopyOnWriteArrayList<>();

  /** What was found for a class, until a handler comes or goes. */
  private final ConcurrentHashMap<Class<?>, List<Call>> found = new ConcurrentHashMap<>();

  Runnable add(Class<?> type, Call call) {
    Entry entry = new Entry(type, call);
    entries.add(entry);
    found.clear();
    return () -> {
      entries.remove(entry);
      found.clear();
    };
  }

  List<Call> find(Class<?> type) {
    List<Call> calls = found.get(type);
    if (calls == null) {
      calls =
          entries.stream()
              .filter(entry -> entry.type().isAssignableFrom(type))
              .map(Entry::call)
              .toList();
      found.put(type, calls);
    }
    return calls;
  }
}
