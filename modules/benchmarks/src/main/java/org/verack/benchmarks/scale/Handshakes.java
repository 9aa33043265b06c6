package org.verack.benchmarks.scale;

import java.util.ArrayList;
import java.util.List;

/** Connecting and greeting. */
final class Handshakes implements Row {

  @Override
  public String name() {
    return "handshakes";
  }

  @Override
  public int heap() {
    return 1024;
  }

  private static int[] counts(Size size) {
    return size == Size.QUICK ? new int[] {20} : new int[] {100, 1000, 5000};
  }

  @Override
  public void measure(String contender, Size size, Figures figures) throws Exception {
    // Much of what happens once a connection has to happen often before it is compiled.
    for (int i = 0; i < size.pick(1, 5); i++) {
      run(contender, size.pick(20, 2500));
    }
    for (int count : counts(size)) {
      double seconds = 0;
      double micros = 0;
      // CPU time is counted in hundredths of a second, so few pairs are opened several times.
      int times = Math.max(1, size.pick(20, 5000) / count / 2);
      for (int i = 0; i < times; i++) {
        long begin = System.nanoTime();
        long cpu = Machine.cpuNanos();
        try (PeerPairs pairs = PeerPairs.of(contender)) {
          pairs.open(count);
          seconds += (System.nanoTime() - begin) / 1e9;
          micros += (Machine.cpuNanos() - cpu) / 1e3;
        }
      }
      figures.put("rate-" + count, times * count / seconds);
      figures.put("cpu-" + count, micros / (times * count));
    }
    oneAfterAnother(contender, size.pick(20, 500), figures);
  }

  private static void run(String contender, int count) throws Exception {
    try (PeerPairs pairs = PeerPairs.of(contender)) {
      pairs.open(count);
    }
  }

  /** Here a delayed acknowledgement shows, if a side waits for one: it takes 40 ms. */
  private static void oneAfterAnother(String contender, int count, Figures figures)
      throws Exception {
    long[] times = new long[count];
    try (PeerPairs pairs = PeerPairs.of(contender)) {
      for (int i = 0; i < count; i++) {
        long begin = System.nanoTime();
        pairs.openOne();
        times[i] = System.nanoTime() - begin;
      }
    }
    figures.putTimes("latency", times);
  }

  @Override
  public List<Line> lines(Size size) {
    List<Line> lines = new ArrayList<>();
    for (int count : counts(size)) {
      lines.add(Line.reported("rate-" + count, "handshakes per second (" + count + " pairs)"));
      lines.add(
          Line.atMost(
              "cpu-" + count, "CPU per handshake, both ends, us (" + count + " pairs)", 220));
    }
    lines.add(Line.reported("latency-p50", "handshakes one after another: p50, us"));
    lines.add(Line.atMost("latency-p99", "handshakes one after another: p99, us", 30_000));
    return lines;
  }
}
