package org.verack.benchmarks.scale;

import java.io.BufferedReader;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;

/**
 * Ten thousand peers in one JVM with a heap of 1 GiB. Their other ends are in a second JVM, because
 * a process may have only so many descriptors.
 */
final class ManyPeers implements Row {

  private static final int HEAP = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "many";
  }

  @Override
  public List<String> contenders() {
    return List.of(FLOOR, VERACK, ENCRYPTED);
  }

  @Override
  public int heap() {
    return HEAP;
  }

  @Override
  public List<String> options() {
    return List.of("-Xms64m");
  }

  private static int count(Size size) {
    return size.pick(50, 10_000);
  }

  @Override
  public void measure(String contender, Size size, Figures figures) throws Exception {
    Process distant = Fork.start(HEAP, options(), DistantPeers.class, contender);
    try (BufferedReader output = distant.inputReader()) {
      Endpoint endpoint = Endpoint.parse(output.readLine());
      if (contender.equals(FLOOR)) {
        measureBare(endpoint, size, figures);
      } else {
        measureOurs(contender, endpoint, size, figures);
      }
    } finally {
      distant.destroy();
    }
  }

  private static void measureOurs(String contender, Endpoint endpoint, Size size, Figures figures)
      throws Exception {
    PeerConfig config = VerackPairs.config(contender).dialTimeout(PATIENCE).build();
    try (PeerContext context = PeerContext.create()) {
      connect(() -> Peer.outbound(context, config).connect(endpoint), size, figures);
      List<Peer> peers = context.peers();
      figures.putCount("connected", peers.stream().filter(Peer::isOpen).count());
      pingAll(peers, figures);
      figures.putCount("left", context.peers().stream().filter(Peer::isOpen).count());
    }
  }

  private static void measureBare(Endpoint endpoint, Size size, Figures figures) throws Exception {
    InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
    List<BareEnd> ends = new CopyOnWriteArrayList<>();
    connect(
        () -> {
          BareEnd end = new BareEnd(SocketChannel.open(address), BareEnd.DIALER);
          ends.add(end);
          end.start();
          end.awaitGreeted();
        },
        size,
        figures);
    figures.putCount("connected", ends.stream().filter(BareEnd::hasGreeted).count());
  }

  private static void connect(Parallel.Task one, Size size, Figures figures) throws Exception {
    // The first few load classes; they are not counted as memory of a peer.
    int first = count(size) / 50;
    int more = count(size) - first;
    Parallel.times(first, PeerPairs.AT_ONCE, one);
    Machine.Memory before = Machine.Memory.now();
    long begin = System.nanoTime();
    Parallel.times(more, PeerPairs.AT_ONCE, one);
    figures.put("seconds", (System.nanoTime() - begin) / 1e9);
    Machine.Memory after = Machine.Memory.now();
    after.putDifference(before, more, figures);
    figures.put("total-rss", after.resident() / 1048576.0);
  }

  private static void pingAll(List<Peer> peers, Figures figures) throws Exception {
    AtomicInteger next = new AtomicInteger();
    LongAdder answered = new LongAdder();
    long begin = System.nanoTime();
    Parallel.times(
        peers.size(),
        peers.size(),
        () -> {
          Duration unused = peers.get(next.getAndIncrement()).ping(PATIENCE);
          answered.increment();
        });
    figures.put("ping-seconds", (System.nanoTime() - begin) / 1e9);
    figures.putCount("pinged", answered.sum());
  }

  @Override
  public List<Line> lines(Size size) {
    int count = count(size);
    String each = " per peer, KiB (" + count + " peers)";
    return List.of(
        Line.atLeast("connected", "connected peers in a heap of 1 GiB", count),
        Line.atLeast("pinged", "of these answered a ping, all at once", count),
        Line.atLeast("left", "and were still there", count),
        Line.reported("seconds", "seconds to connect them"),
        Line.reported("ping-seconds", "seconds to ping them"),
        Line.reported("heap", "heap" + each),
        Line.reported("rss", "resident memory" + each),
        Line.reported("total-rss", "resident memory of their process, MiB"));
  }
}
