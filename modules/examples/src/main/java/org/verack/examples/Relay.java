package org.verack.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerEvent;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.request.Requests;
import org.verack.wire.role.NegotiationMessage;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.VersionMessage;

/**
 * For each node that dials it, dials another, and hands what one says to the other. The two may use
 * different transports and protocol versions. Reading from one side waits while the other does not
 * take what is passed on, so nothing piles up in between.
 */
final class Relay implements AutoCloseable {

  private static final int LOGGED = 24;

  private final PeerContext inside = PeerContext.create();
  private final PeerContext outside = PeerContext.create();
  private final PeerConfig config;
  private final Endpoint upstream;
  private final UnaryOperator<Message> rewriting;
  private final PrintStream log;
  private final Map<String, LongAdder> passed = new ConcurrentHashMap<>();
  private final PeerListener listener;

  Relay(
      Network network,
      Endpoint where,
      Endpoint upstream,
      UnaryOperator<Message> rewriting,
      PrintStream log)
      throws IOException {
    this.config =
        PeerConfig.builder(network)
            .userAgent("/verack-relay:0.1.0/")
            .services(ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS))
            // A pong means that what was asked before has been answered. Only they can say that.
            .answersPings(false)
            .pingInterval(Duration.ZERO)
            .build();
    this.upstream = upstream;
    this.rewriting = rewriting;
    this.log = log;
    this.listener = PeerListener.listen(inside, config, TcpListener.listen(where), this::accept);
  }

  Endpoint endpoint() {
    return listener.endpoint();
  }

  /** Before the handshake with who dialed us. */
  private void accept(Peer dialer) {
    Peer other = Peer.outbound(outside, config);
    join(dialer, other, " > ");
    join(other, dialer, " < ");
    dialer.onEvent(PeerEvent.Connected.class, (peer, event) -> other.connect(upstream));
  }

  private void join(Peer from, Peer to, String arrow) {
    from.on(Message.class, (peer, message) -> pass(message, to, arrow));
    from.onEvent(
        PeerEvent.Disconnected.class, (peer, event) -> to.close("the other side has ended"));
  }

  private void pass(Message message, Peer to, String arrow)
      throws IOException, InterruptedException {
    switch (message) {
      case VersionMessage own -> {}
      case VerackMessage own -> {}
      case NegotiationMessage own -> {}
      default -> {
        Message rewritten = rewriting.apply(message);
        note(message, rewritten, arrow);
        forward(rewritten, to);
      }
    }
  }

  /** Blocks and transactions go on as they came, with witnesses or without. */
  private static void forward(Message message, Peer to) throws IOException, InterruptedException {
    boolean witness =
        switch (message) {
          case Block block -> block.hasWitness();
          case Transaction transaction -> transaction.hasWitness();
          default -> to.format().witness();
        };
    WireFormat format = to.format().withWitness(witness);
    to.send(to.config().network().encode(message, format));
  }

  private void note(Message message, Message rewritten, String arrow) {
    passed.computeIfAbsent(arrow + message.command(), key -> new LongAdder()).increment();
    long count = passed.values().stream().mapToLong(LongAdder::sum).sum();
    if (count <= LOGGED) {
      log.println(arrow + message + (rewritten.equals(message) ? "" : ", rewritten: " + rewritten));
    } else if (count == LOGGED + 1) {
      log.println(" …");
    }
  }

  Map<String, Long> passed() {
    Map<String, Long> counts = new TreeMap<>();
    passed.forEach((what, count) -> counts.put(what.strip(), count.sum()));
    return counts;
  }

  @Override
  public void close() {
    inside.close();
    outside.close();
  }

  /** Doubles the lowest fee that the other side hears of. */
  static Message doubleFees(Message message) {
    return message instanceof FeeFilter filter ? new FeeFilter(2 * filter.satPerKvB()) : message;
  }

  static void run(List<String> arguments, PrintStream out) throws Exception {
    if (arguments.size() == 2) {
      Network network = ChainGenerator.seeded(1).generate(0).network();
      Endpoint where = Endpoint.parse(arguments.get(0));
      Endpoint upstream = Endpoint.parse(arguments.get(1));
      try (Relay relay = new Relay(network, where, upstream, Relay::doubleFees, out)) {
        out.println("relaying " + network + " from " + relay.endpoint() + " to " + upstream);
        Thread.currentThread().join();
      }
      return;
    }
    GeneratedChain chain = ChainGenerator.seeded(9).generate(30);
    try (TestNode node = TestNode.builder(chain).start();
        Relay relay =
            new Relay(
                chain.network(),
                Endpoint.parse("127.0.0.1:0"),
                node.endpoint(),
                Relay::doubleFees,
                out);
        PeerContext context = PeerContext.create();
        Peer peer = Peer.outbound(context, PeerConfig.of(chain.network()))) {
      out.println("A node at " + node.endpoint() + ", a relay at " + relay.endpoint() + ".\n");
      peer.connect(relay.endpoint());
      Duration patience = Duration.ofSeconds(20);
      peer.send(new FeeFilter(1000));
      var headers =
          peer.request(Requests.headers(List.of(chain.network().genesisHash())), patience);
      for (var header : headers) {
        Optional<Block> block = peer.request(Requests.block(header.hash()), patience);
        if (!block.orElseThrow().hasValidWitnessCommitment()) {
          throw new IOException("a block lost its witnesses on the way");
        }
      }
      out.println("\nsynced " + headers.size() + " blocks through the relay, which passed on");
      relay.passed().forEach((what, count) -> out.printf("  %-16s %,6d%n", what, count));
    }
  }
}
