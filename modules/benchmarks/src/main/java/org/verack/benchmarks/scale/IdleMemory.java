package org.verack.benchmarks.scale;

import java.util.List;

/** What a peer holds while nothing happens, after its handshake. */
final class IdleMemory implements Row {

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public int heap() {
    return 1024;
  }

  /** What is no longer used is given back, so that it does not count for anybody. */
  @Override
  public List<String> options() {
    return List.of("-Xms64m", "-XX:MinHeapFreeRatio=2", "-XX:MaxHeapFreeRatio=5");
  }

  @Override
  public void measure(String contender, Size size, Figures figures) throws Exception {
    int first = size.pick(5, 200);
    int more = size.pick(20, 5000);
    try (PeerPairs pairs = PeerPairs.of(contender)) {
      pairs.open(first);
      Machine.Memory before = Machine.Memory.now();
      pairs.open(more);
      Machine.Memory.now().putDifference(before, 2 * more, figures);
    }
  }

  @Override
  public List<Line> lines(Size size) {
    String what = " per idle peer, KiB (" + size.pick(20, 5000) + " pairs)";
    return List.of(
        Line.atMost("heap", "heap" + what, 12), Line.atMost("rss", "resident memory" + what, 20));
  }
}
