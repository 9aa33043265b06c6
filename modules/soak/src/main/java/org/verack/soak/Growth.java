package org.verack.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Judges a series of readings: whether the last third lies above the first, by more than what a
 * class that is loaded late or a cache that fills explains. The first reading is left out, because
 * nothing is warm then.
 */
final class Growth {

  private static final long HEAP_SLACK = 2L << 20;
  private static final long DIRECT_SLACK = 2L << 20;
  private static final int NO_SLACK = 0;

  /**
   * The verdict on one quantity.
   *
   * @param what its name and unit
   * @param first the middle one of the first third
   * @param last the middle one of the last third
   * @param slack how much more may be
   */
  record Line(String what, long first, long last, long slack) {

    boolean isGrowth() {
      return last - first > slack;
    }

    @Override
    public String toString() {
      return "%-28s %,d at first, %,d at last%s"
          .formatted(what, first, last, isGrowth() ? ": GROWS" : "");
    }
  }

  private Growth() {}

  static List<Line> judge(List<Reading> readings) {
    List<Reading> warm = readings.size() > 3 ? readings.subList(1, readings.size()) : readings;
    List<Line> lines = new ArrayList<>();
    lines.add(line("heap after collection, bytes", warm, Reading::heap, HEAP_SLACK));
    lines.add(line("direct buffers, bytes", warm, Reading::direct, DIRECT_SLACK));
    lines.add(line("platform threads", warm, Reading::platformThreads, NO_SLACK));
    lines.add(line("virtual threads", warm, Reading::virtualThreads, NO_SLACK));
    lines.add(line("open descriptors", warm, Reading::descriptors, NO_SLACK));
    return lines;
  }

  private static Line line(
      String what, List<Reading> readings, ToLongFunction<Reading> value, long slack) {
    int third = Math.max(1, readings.size() / 3);
    long first = middle(readings.subList(0, third), value);
    long last = middle(readings.subList(readings.size() - third, readings.size()), value);
    return new Line(what, first, last, slack);
  }

  private static long middle(List<Reading> readings, ToLongFunction<Reading> value) {
    long[] sorted = readings.stream().mapToLong(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
