package org.verack.benchmarks.hostile;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;

/** An honest peer of the victim, in a JVM of its own, that pings it all the time. */
public final class Honest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Peer peer;
  private final List<Long> times = Collections.synchronizedList(new ArrayList<>());

  private Honest(Peer peer) {
    this.peer = peer;
  }

  /**
   * Connects; then answers every line of standard input with the median and the 99th percentile, in
   * microseconds, and the number of the pings since the last line.
   *
   * @param arguments the victim's port
   * @throws Exception if it cannot connect, or the victim ends the connection
   */
  public static void main(String[] arguments) throws Exception {
    try (PeerContext context = PeerContext.create();
        Peer peer = Peer.outbound(context, PeerConfig.of(Words.NETWORK))) {
      peer.connect(new Endpoint("127.0.0.1", Integer.parseInt(arguments[0])));
      Honest honest = new Honest(peer);
      Thread unused = Thread.ofPlatform().daemon().start(honest::go);
      System.out.println("connected");
      BufferedReader commands =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (commands.readLine() != null) {
        System.out.println(honest.take());
      }
      // Before the peer is closed, which would look as if it had not been served.
      System.exit(0);
    }
  }

  private void go() {
    try {
      while (true) {
        long begin = System.nanoTime();
        Duration unused = peer.ping(DEADLINE);
        times.add(System.nanoTime() - begin);
        Thread.sleep(2);
      }
    } catch (Exception e) {
      System.err.println("the honest peer was not served: " + e);
      Runtime.getRuntime().halt(1);
    }
  }

  private String take() {
    List<Long> taken;
    synchronized (times) {
      taken = new ArrayList<>(times);
      times.clear();
    }
    if (taken.isEmpty()) {
      return "pings NaN NaN 0";
    }
    Collections.sort(taken);
    int size = taken.size();
    return "pings "
        + taken.get(size / 2) / 1e3
        + " "
        + taken.get((int) (size * 0.99)) / 1e3
        + " "
        + size;
  }
}
