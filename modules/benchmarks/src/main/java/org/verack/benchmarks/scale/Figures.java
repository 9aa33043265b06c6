package org.verack.benchmarks.scale;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured in one JVM, by name. */
final class Figures {

  private static final String MARK = "figure ";

  private final Map<String, Double> values = new LinkedHashMap<>();

  void put(String name, double value) {
    values.put(name, value);
  }

  void putCount(String name, long value) {
    put(name, (double) value);
  }

  /** Adds the median and the 99th percentile of some times, in microseconds. */
  void putTimes(String name, long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    put(name + "-p50", sorted[sorted.length / 2] / 1e3);
    put(name + "-p99", sorted[(int) (sorted.length * 0.99)] / 1e3);
  }

  double get(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  /** Writes one line each, for {@link #read}. */
  void print() {
    values.forEach((name, value) -> System.out.println(MARK + name + " " + value));
  }

  /** Takes a line of output; returns whether it was a figure. */
  boolean read(String line) {
    if (!line.startsWith(MARK)) {
      return false;
    }
    int space = line.lastIndexOf(' ');
    put(line.substring(MARK.length(), space), Double.parseDouble(line.substring(space + 1)));
    return true;
  }
}
