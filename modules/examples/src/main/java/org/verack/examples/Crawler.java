package org.verack.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Network;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.message.Version;
import org.verack.wire.request.Requests;

/**
 * Walks a network: greets a node, asks it for addresses, goes on to those that are new. Several at
 * a time, each with its own patience, and the slow ones hold nobody up.
 */
final class Crawler {

  private static final int AT_A_TIME = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * What was found out about a node.
   *
   * @param parent the node that told of it first; null for where the walk began
   * @param hops how many steps it is from there
   * @param version what it says of itself; null before it was reached
   * @param trouble why it was not reached
   */
  record Visit(
      Endpoint node,
      @Nullable Endpoint parent,
      int hops,
      @Nullable Version version,
      String trouble) {

    boolean isReached() {
      return version != null;
    }

    /** What a node that was reached says it runs. */
    String userAgent() {
      return version == null ? "" : version.userAgent();
    }

    Visit reached(Version said) {
      return new Visit(node, parent, hops, said, "");
    }

    Visit unreached(String why) {
      return new Visit(node, parent, hops, null, why);
    }
  }

  private record Answer(Version version, List<TimedAddress> addresses) {}

  private final VirtualRuntime time;
  private final PeerContext context;
  private final PeerConfig config;
  private final List<Visit> visits = new ArrayList<>();

  /** All nodes that were heard of, also those that are being visited. */
  private final Set<Endpoint> heardOf = new HashSet<>();

  private final ArrayDeque<Visit> waiting = new ArrayDeque<>();

  Crawler(Network network, VirtualRuntime time, Dialer dialer) {
    this.time = time;
    this.context = PeerContext.builder().runtime(time).build();
    this.config =
        PeerConfig.builder(network)
            .dialer(dialer)
            .dialTimeout(PATIENCE)
            .handshakeTimeout(PATIENCE)
            .relay(false)
            .build();
  }

  /** Walks from a node until nothing new is heard of. */
  List<Visit> walk(Endpoint start) {
    hear(new Visit(start, null, 0, null, ""));
    try (context) {
      while (!waiting.isEmpty()) {
        visitSome();
      }
    }
    return List.copyOf(visits);
  }

  private void hear(Visit visit) {
    if (heardOf.add(visit.node())) {
      waiting.add(visit);
    }
  }

  private void visitSome() {
    Map<Visit, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
    while (asked.size() < AT_A_TIME && !waiting.isEmpty()) {
      Visit visit = waiting.remove();
      asked.put(visit, time.async("visit", () -> ask(visit.node())));
    }
    time.advanceUntil(
        PATIENCE.multipliedBy(3),
        () -> asked.values().stream().allMatch(CompletableFuture::isDone));
    asked.forEach(this::note);
  }

  private Answer ask(Endpoint node) throws IOException, InterruptedException {
    try (Peer peer = Peer.outbound(context, config)) {
      peer.connect(node);
      List<TimedAddress> addresses = peer.request(Requests.addresses(), PATIENCE);
      return new Answer((Version) peer.negotiation().remote(), addresses);
    }
  }

  private void note(Visit visit, CompletableFuture<Answer> asked) {
    if (asked.isCompletedExceptionally()) {
      visits.add(visit.unreached(String.valueOf(asked.exceptionNow().getMessage())));
      return;
    }
    Answer answer = asked.join();
    visits.add(visit.reached(answer.version()));
    for (TimedAddress address : answer.addresses()) {
      Endpoint found = Endpoint.of(address.address(), address.port());
      hear(new Visit(found, visit.node(), visit.hops() + 1, null, ""));
    }
  }

  static void run(List<String> arguments, PrintStream out) throws Exception {
    Path page = Path.of(arguments.isEmpty() ? "crawl.html" : arguments.getFirst());
    long begin = System.nanoTime();
    try (VirtualRuntime time = new VirtualRuntime();
        SimulatedNetwork network = SimulatedNetwork.of(1000, 42, time)) {
      Crawler crawler = new Crawler(SimulatedNetwork.NETWORK, time, network.dialer());
      List<Visit> visits = crawler.walk(network.start());
      long reached = visits.stream().filter(Visit::isReached).count();
      out.printf(
          "%,d nodes heard of, %,d reached, in %d s of their time and %.1f s of ours%n",
          visits.size(), reached, time.elapsed().toSeconds(), (System.nanoTime() - begin) / 1e9);
      List<String> agents = new ArrayList<>();
      visits.stream()
          .filter(Visit::isReached)
          .map(Visit::userAgent)
          .distinct()
          .sorted()
          .forEach(agents::add);
      for (String agent : agents) {
        out.printf(
            "  %-20s %,5d%n",
            agent,
            visits.stream()
                .filter(visit -> visit.isReached() && visit.userAgent().equals(agent))
                .count());
      }
      Files.writeString(page, CrawlPage.of(visits));
      out.println("\nsee " + page.toAbsolutePath().toUri());
    }
  }
}
