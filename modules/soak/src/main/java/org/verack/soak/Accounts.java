package org.verack.soak;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.verack.peer.DisconnectReason;

/** What happened in all talks together. Safe for use from any thread. */
final class Accounts {

  /** Enough to see what is wrong. */
  private static final int MOST_FAILURES = 50;

  private final LongAdder talks = new LongAdder();
  private final LongAdder withoutHandshake = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder handled = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder anonymous = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder unanswered = new LongAdder();
  private final LongAdder failureCount = new LongAdder();
  private final ConcurrentMap<String, LongAdder> ends = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> lostBy = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  void talk(boolean greeted) {
    talks.increment();
    if (!greeted) {
      withoutHandshake.increment();
    }
  }

  void delivered(long messages) {
    delivered.add(messages);
  }

  void handled() {
    handled.increment();
  }

  void passed(long count) {
    bytes.add(count);
  }

  /** A request came to its answer, and the answer was right. */
  void answered() {
    answered.increment();
  }

  /** A request ended without an answer, as the end of its connection or its time said. */
  void unanswered() {
    unanswered.increment();
  }

  /** Messages that were written and never read, on a connection whose reader ended so. */
  void lost(long messages, DisconnectReason readerEnd) {
    if (messages > 0) {
      lost.add(messages);
      lostBy.computeIfAbsent(name(readerEnd), key -> new LongAdder()).add(messages);
    }
  }

  /** Messages that came from a host that could not read who called. */
  void anonymous(int messages) {
    anonymous.add(messages);
  }

  /** One end of a connection ended. */
  void ended(DisconnectReason reason) {
    ends.computeIfAbsent(name(reason), key -> new LongAdder()).increment();
  }

  static String name(DisconnectReason reason) {
    return reason.getClass().getSimpleName();
  }

  /** Something that must not happen. */
  void failed(String what) {
    failureCount.increment();
    if (failures.size() < MOST_FAILURES) {
      failures.add(what);
    }
  }

  long talks() {
    return talks.sum();
  }

  long delivered() {
    return delivered.sum();
  }

  long failureCount() {
    return failureCount.sum();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** The totals, a line each. */
  List<String> lines() {
    return List.of(
        "connections                  %,d, of which %,d ended before their handshake was complete"
            .formatted(talks.sum(), withoutHandshake.sum()),
        "messages read as written     %,d (%,d MB), byte for byte and in order; %,d reached handlers"
            .formatted(delivered.sum(), bytes.sum() / 1_000_000, handled.sum()),
        "messages written, not read   %,d, each on a connection that was broken: %s"
            .formatted(lost.sum(), sorted(lostBy)),
        "answers to garbled greetings %,d".formatted(anonymous.sum()),
        "requests                     %,d answered rightly, %,d ended with their connection or time"
            .formatted(answered.sum(), unanswered.sum()),
        "ends of connections          " + sorted(ends));
  }

  private static Map<String, Long> sorted(Map<String, LongAdder> counts) {
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach((name, count) -> sorted.put(name, count.sum()));
    return sorted;
  }
}
