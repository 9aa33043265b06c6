package org.verack.peer.testkit.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What goes wrong in one direction; see {@link Faults} for the meaning of each part. */
record FaultSettings(
    int mostPiece,
    boolean randomPieces,
    Duration leastDelay,
    Duration mostDelay,
    long bytesPerSecond,
    Duration pause,
    double corruptRate,
    double dropRate,
    double duplicateRate,
    List<Range> corrupted,
    List<Range> dropped,
    List<Range> duplicated,
    Map<Long, Long> stalls,
    long resetAt,
    long endAt) {

  static final FaultSettings NONE = new Faults().settings();

  /** Some bytes that follow each other. */
  record Range(long from, int count) {

    static Range of(long from, int count) {
      if (from < 0 || count < 1 || from + count < 0) {
        throw new IllegalArgumentException(count + " bytes from " + from);
      }
      return new Range(from, count);
    }

    long end() {
      return from + count;
    }

    boolean contains(long offset) {
      return offset >= from && offset < end();
    }

    @Override
    public String toString() {
      return count == 1 ? "at " + from : count + " at " + from;
    }
  }

  boolean delays() {
    return !mostDelay.isZero();
  }

  boolean leavesBytesAlone() {
    return corruptRate == 0
        && dropRate == 0
        && duplicateRate == 0
        && corrupted.isEmpty()
        && dropped.isEmpty()
        && duplicated.isEmpty();
  }

  @Override
  public String toString() {
    List<String> all = new ArrayList<>();
    if (mostPiece > 0) {
      all.add("pieces of " + (randomPieces ? "1 to " : "") + mostPiece);
    }
    if (delays()) {
      String span = leastDelay.equals(mostDelay) ? "" : leastDelay.toMillis() + " to ";
      all.add("delay " + span + mostDelay.toMillis() + " ms");
    }
    if (bytesPerSecond > 0) {
      all.add(bytesPerSecond + " bytes/s");
    }
    if (!pause.isZero()) {
      all.add("a pause of " + pause.toMillis() + " ms before each");
    }
    addRate(all, "corrupt", corruptRate, corrupted);
    addRate(all, "drop", dropRate, dropped);
    addRate(all, "duplicate", duplicateRate, duplicated);
    new TreeMap<>(stalls)
        .forEach(
            (offset, nanos) ->
                all.add(
                    "stall at "
                        + offset
                        + (nanos == Faults.FOR_EVER
                            ? " for ever"
                            : " for " + nanos / 1_000_000 + " ms")));
    if (resetAt != Faults.NEVER) {
      all.add("reset at " + resetAt);
    }
    if (endAt != Faults.NEVER) {
      all.add("end at " + endAt);
    }
    return all.isEmpty() ? "as it is" : String.join(", ", all);
  }

  private static void addRate(List<String> all, String what, double rate, List<Range> places) {
    if (rate > 0) {
      all.add(what + " " + rate);
    }
    if (!places.isEmpty()) {
      all.add(
          what + " " + places.stream().map(Range::toString).collect(Collectors.joining(" and ")));
    }
  }
}
