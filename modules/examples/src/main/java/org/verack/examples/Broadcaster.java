package org.verack.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Inv;
import org.verack.wire.message.TransactionAnnouncement;

/**
 * Tells half of its peers of a transaction and listens to the other half: when they announce it,
 * the network has it. That somebody has fetched it only shows that he was curious.
 */
final class Broadcaster implements AutoCloseable {

  private static final Duration OFTEN = Duration.ofMillis(200);

  private final PeerContext context = PeerContext.create();
  private final PeerConfig config;
  private final Transaction transaction;
  private final List<Peer> told = new ArrayList<>();
  private final List<Peer> listenedTo = new ArrayList<>();
  private final Set<Long> fetchedBy = ConcurrentHashMap.newKeySet();
  private final Set<Long> heardFrom = ConcurrentHashMap.newKeySet();
  private final CountDownLatch heard = new CountDownLatch(1);

  Broadcaster(Network network, Transaction transaction) {
    this.config = PeerConfig.builder(network).trickleIntervals(OFTEN, OFTEN).build();
    this.transaction = transaction;
  }

  void connect(List<Endpoint> nodes) throws IOException, InterruptedException {
    for (Endpoint node : nodes) {
      Peer peer = Peer.outbound(context, config);
      peer.on(GetData.class, this::give);
      peer.on(Inv.class, this::listen);
      peer.connect(node);
      (told.size() <= listenedTo.size() ? told : listenedTo).add(peer);
    }
  }

  private boolean isOurs(Hash hash) {
    return hash.equals(transaction.txid()) || hash.equals(transaction.wtxid());
  }

  private void give(Peer peer, GetData asked) throws IOException, InterruptedException {
    if (asked.items().stream().anyMatch(item -> item.isTransaction() && isOurs(item.hash()))) {
      peer.send(transaction);
      fetchedBy.add(peer.id());
    }
  }

  private void listen(Peer peer, Inv inv) {
    if (inv.items().stream().anyMatch(item -> isOurs(item.hash()))) {
      heardFrom.add(peer.id());
      heard.countDown();
    }
  }

  /** Returns whether somebody who was not told announced it in time. */
  boolean broadcast(Duration patience) throws InterruptedException {
    for (Peer peer : told) {
      boolean unused = peer.announce(TransactionAnnouncement.of(transaction));
    }
    return heard.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  int fetched() {
    return fetchedBy.size();
  }

  @Override
  public void close() {
    context.close();
  }

  /** Nodes of a small network, each connected with the next, that pass transactions on. */
  static List<TestNode> network(GeneratedChain chain, int count, Hash expected) throws Exception {
    List<TestNode> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TestNode node = TestNode.builder(chain).start();
      if (i > 0) {
        Peer unused = node.connect(nodes.getLast().endpoint());
      }
      nodes.add(node);
      Thread unused =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      node.awaitTransaction(expected, Duration.ofMinutes(1))
                          .ifPresent(node::announce);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
    }
    return nodes;
  }

  static void run(List<String> arguments, PrintStream out) throws Exception {
    GeneratedChain chain = ChainGenerator.seeded(5).generate(120);
    Transaction transaction = chain.unconfirmed(1).getFirst();
    List<TestNode> nodes = network(chain, 8, transaction.txid());
    long begin = System.nanoTime();
    try (Broadcaster broadcaster = new Broadcaster(chain.network(), transaction)) {
      broadcaster.connect(nodes.stream().map(TestNode::endpoint).toList());
      out.printf("transaction %s, %d bytes%n", transaction.txid(), transaction.size());
      out.printf(
          "told %d of %d nodes%n",
          broadcaster.told.size(), broadcaster.told.size() + broadcaster.listenedTo.size());
      boolean spread = broadcaster.broadcast(Duration.ofSeconds(30));
      out.printf("fetched by %d of those%n", broadcaster.fetched());
      out.printf(
          spread
              ? "announced by a node that was not told, after %d ms%n"
              : "nobody else announced it in %d ms%n",
          (System.nanoTime() - begin) / 1_000_000);
    } finally {
      nodes.forEach(TestNode::close);
    }
  }
}
