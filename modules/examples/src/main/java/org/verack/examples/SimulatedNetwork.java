package org.verack.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.message.TimedAddress;

/**
 * Nodes in memory that know some of each other, as if they had been there for a while: most of them
 * neighbours, a few from anywhere, and some that are gone. The same seed makes the same network.
 */
final class SimulatedNetwork implements AutoCloseable {

  static final Network NETWORK = Networks.REGTEST;

  /** A fiction: what nodes of the day might run, the commonest first. */
  private static final List<String> AGENTS =
      List.of(
          "/Satoshi:30.0.0/",
          "/Satoshi:29.1.0/",
          "/Satoshi:28.1.0/",
          "/btcd:0.25.0/",
          "/verack:0.1.0/",
          "/bcoin:1.0.2/");

  private static final int PORT = 18444;
  private static final int NEIGHBOURS = 6;
  private static final int OTHERS = 1;

  private final PipeNetwork pipes;
  private final List<TestNode> nodes = new ArrayList<>();

  private SimulatedNetwork(PipeNetwork pipes) {
    this.pipes = pipes;
  }

  static SimulatedNetwork of(int count, long seed, VirtualRuntime time) throws IOException {
    GeneratedChain chain = ChainGenerator.seeded(seed).generate(3);
    SimulatedNetwork network = new SimulatedNetwork(new PipeNetwork(Pipes.on(time)));
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      boolean gone = i > 0 && random.nextInt(12) == 0;
      String agent =
          AGENTS.get(Math.min(AGENTS.size() - 1, (int) Math.abs(random.nextGaussian() * 2)));
      List<TimedAddress> known = known(i, count, random);
      if (!gone) {
        network.nodes.add(
            TestNode.builder(chain)
                .runtime(time)
                .listen(network.pipes, endpoint(i))
                .userAgent(agent)
                .addresses(known)
                .start());
      }
    }
    return network;
  }

  private static List<TimedAddress> known(int node, int count, Random random) {
    Set<Integer> others = new LinkedHashSet<>();
    while (others.size() < NEIGHBOURS) {
      // A tree with some width: nodes tell mostly of those that came a little after them.
      int other = 2 * node + 1 + (int) Math.abs(random.nextGaussian() * 12);
      others.add(other < count ? other : random.nextInt(count));
    }
    for (int i = 0; i < OTHERS; i++) {
      others.add(random.nextInt(count));
    }
    others.remove(node);
    return others.stream()
        .map(i -> new TimedAddress(1_760_000_000L, ServiceFlags.NETWORK, address(i), PORT))
        .toList();
  }

  private static NetworkAddress address(int node) {
    return NetworkAddress.parse(
        "203." + (node >> 16) + "." + (node >> 8 & 255) + "." + (node & 255));
  }

  private static Endpoint endpoint(int node) {
    return Endpoint.of(address(node), PORT);
  }

  Endpoint start() {
    return endpoint(0);
  }

  boolean isThere(Endpoint node) {
    return nodes.stream().anyMatch(each -> each.endpoint().equals(node));
  }

  Dialer dialer() {
    return pipes.from("198.51.100.1");
  }

  @Override
  public void close() {
    nodes.forEach(TestNode::close);
    pipes.close();
  }
}
