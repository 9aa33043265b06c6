package org.verack.conformance.simulation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.verack.peer.DisconnectReason;
import org.verack.peer.InboundLimits;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.Transfer;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.fault.FaultPlan;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;

/**
 * Some nodes and very many peers of theirs in one process, on lines that take time, break, stall
 * and garble, for as long as the test likes. A seed decides everything.
 *
 * <p>What makes it go the same way twice, peer by peer: each peer has random numbers of its own,
 * faults depend on places in the stream, and lines take time, so that what two sides do at the same
 * instant cannot meet at the same instant.
 */
final class Simulation implements AutoCloseable {

  private static final Network NETWORK = Networks.REGTEST;

  private static final Duration BETWEEN_BLOCKS = Duration.ofMinutes(10);

  /** The longest time that a line takes in one direction is a little more than this. */
  private static final long MOST_DELAY_NANOS = 200_000_000;

  /**
   * What one peer saw and did in its lives. Reading and writing happen at the same time, so each
   * has an order of its own.
   */
  record Life(List<String> read, List<String> written, List<String> ends) {
    Life() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    Life copy() {
      return new Life(List.copyOf(read), List.copyOf(written), List.copyOf(ends));
    }
  }

  private final long seed;
  private final VirtualRuntime time = new VirtualRuntime();
  private final PipeNetwork network = new PipeNetwork(Pipes.on(time));
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Integer, Life> lives = new TreeMap<>();
  private final PeerContext crowd;
  private final GeneratedChain chain;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = time.newCondition(lock);
  // Guarded by the lock.
  private boolean over;

  Simulation(long seed, int nodeCount, int peerCount, GeneratedChain chain) throws IOException {
    this.seed = seed;
    this.chain = chain;
    crowd = context("crowd");
    for (int i = 0; i < nodeCount; i++) {
      nodes.add(new Node(i));
    }
    for (int i = 0; i < peerCount; i++) {
      int number = i;
      Life life = new Life();
      lives.put(number, life);
      time.start("peer-" + number, () -> live(number, life));
    }
  }

  static GeneratedChain chain() {
    return ChainGenerator.seeded(3).coinbaseMaturity(2).generate(40);
  }

  private PeerContext context(String name) {
    return PeerContext.builder()
        .runtime(time)
        .random(new Random(seed + name.hashCode()))
        .peerRandom(connection -> random(name, connection))
        .build();
  }

  /** The port is whatever was free; the hosts say who they are. */
  private RandomGenerator random(String name, Connection connection) {
    String line = name + connection.local().host() + connection.remote().host();
    return new Random(seed + line.hashCode());
  }

  /** A node that announces and serves. */
  private final class Node {
    final PeerContext context;
    final PeerListener listener;
    final Map<Hash, Message> served = new ConcurrentHashMap<>();

    Node(int number) throws IOException {
      context = context("node-" + number);
      Endpoint place = new Endpoint("node-" + number, NETWORK.port());
      listener =
          PeerListener.listen(
              context,
              PeerConfig.of(NETWORK),
              network.listen(place),
              InboundLimits.DEFAULT.withTotal(InboundLimits.UNLIMITED),
              peer -> peer.on(GetData.class, this::serve));
    }

    private void serve(Peer peer, GetData question) throws Exception {
      for (InventoryVector item : question.items()) {
        Message answer = served.get(item.hash());
        if (answer != null) {
          peer.send(answer);
        }
      }
    }

    void announce(Message message, InventoryVector item) {
      served.put(item.hash(), message);
      listener.peers().forEach(peer -> peer.announce(item));
    }
  }

  /** Connects, lives until the connection ends, rests, and connects again. */
  private void live(int number, Life life) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    try {
      sleep(random.nextLong(60_000_000_000L));
      while (!isOver()) {
        connectOnce(number, life, random);
        sleep(1_000_000_000L + random.nextLong(120_000_000_000L));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void connectOnce(int number, Life life, SplittableRandom random)
      throws InterruptedException {
    Endpoint node = new Endpoint("node-" + random.nextInt(nodes.size()), NETWORK.port());
    PeerConfig config =
        PeerConfig.builder(NETWORK)
            // So that what is garbled is a bad message, and not the end.
            .encryption(PeerConfig.Encryption.OFF)
            .dialer(faults(random).wrap(network.from("peer-" + number), time))
            .build();
    Peer peer = Peer.outbound(crowd, config);
    peer.on(Inv.class, this::ask);
    peer.onRead((from, transfer) -> note(life.read(), transfer));
    peer.onWrite((from, transfer) -> note(life.written(), transfer));
    Duration lifetime = Duration.ofNanos(random.nextLong(3_600_000_000_000L));
    var hangUp = time.schedule(lifetime, () -> time.start("hang-up", peer::close));
    try {
      peer.connect(node);
      DisconnectReason reason = peer.awaitDisconnect();
      life.ends().add(time.elapsed() + " " + reason);
    } catch (PeerClosedException e) {
      DisconnectReason reason = peer.awaitDisconnect();
      life.ends().add(time.elapsed() + " no handshake: " + reason);
    } catch (IOException e) {
      life.ends().add(time.elapsed() + " not connected: " + e.getMessage());
    } finally {
      hangUp.cancel();
      peer.close();
    }
  }

  private void ask(Peer peer, Inv inv) throws Exception {
    peer.send(GetData.of(inv.items()));
  }

  /** Every line takes time, some garble, some break, some fall silent. */
  private static FaultPlan faults(SplittableRandom random) {
    Duration delay = Duration.ofNanos(20_000_000 + random.nextLong(MOST_DELAY_NANOS));
    long silent = random.nextLong(40_000);
    long broken = random.nextLong(80_000);
    double garbled = random.nextInt(4) == 0 ? 1e-5 : 0;
    return FaultPlan.seeded(random.nextLong())
        .onReads(line -> line.delay(delay).splitRandomly(1400).corrupt(garbled))
        .onWrites(
            line -> {
              line.delay(delay).resetAt(1000 + broken);
              if (silent < 10_000) {
                line.stallAt(500 + silent);
              }
            });
  }

  private void note(List<String> directed, Transfer transfer) {
    directed.add(
        time.elapsed().toNanos()
            + " "
            + transfer.command()
            + " "
            + transfer.bytes()
            + transfer.fault().map(fault -> " " + fault.getMessage()).orElse(""));
  }

  /** Lets time pass; transactions come every so often, and a block every ten minutes. */
  void run(Duration span, Duration betweenTransactions) {
    List<Transaction> transactions = new ArrayList<>();
    for (int height = 1; height <= chain.tipHeight(); height++) {
      transactions.addAll(chain.block(chain.hash(height)).orElseThrow().transactions());
    }
    Duration end = time.elapsed().plus(span);
    Duration nextBlock = time.elapsed().plus(BETWEEN_BLOCKS);
    for (int i = 0; time.elapsed().compareTo(end) < 0; i++) {
      Transaction transaction = transactions.get(i % transactions.size());
      announce(transaction, InventoryVector.wtx(transaction.wtxid()));
      if (time.elapsed().compareTo(nextBlock) >= 0) {
        Block block = chain.block(chain.hash(1 + i % chain.tipHeight())).orElseThrow();
        announce(block, InventoryVector.witnessBlock(block.hash()));
        nextBlock = nextBlock.plus(BETWEEN_BLOCKS);
      }
      time.advance(betweenTransactions);
    }
  }

  private void announce(Message message, InventoryVector item) {
    nodes.forEach(node -> node.announce(message, item));
    time.awaitQuiet();
  }

  /** The transcripts so far, by peer; to be asked when all is at rest. */
  Map<Integer, Life> lives() {
    Map<Integer, Life> copy = new TreeMap<>();
    lives.forEach((number, life) -> copy.put(number, life.copy()));
    return copy;
  }

  VirtualRuntime time() {
    return time;
  }

  private void sleep(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!over && left > 0) {
        left = ending.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }

  /** Ends all lives, the peers' and the nodes'. */
  @Override
  public void close() {
    lock.lock();
    try {
      over = true;
      ending.signalAll();
    } finally {
      lock.unlock();
    }
    crowd.close();
    nodes.forEach(node -> node.context.close());
    network.close();
    time.awaitQuiet();
  }
}
