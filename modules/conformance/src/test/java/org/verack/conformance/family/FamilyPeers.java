package org.verack.conformance.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.node.RespondingNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.role.AnnouncementMessage;
import org.verack.wire.role.InventoryEntry;

/**
 * Peers of a family among themselves, and with a remote that a test moves: they greet, ping,
 * announce and fetch a chain, all through the engine that knows none of them.
 */
public abstract class FamilyPeers {

  /** How long an answer may take. */
  protected static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Endpoint NODE = new Endpoint("10.0.0.1", 4444);
  private static final Duration SHORTLY = Duration.ofMillis(10);
  private static final int FEW = 20;

  private static final Hash FIRST = Hash.of("11".repeat(32));
  private static final Hash SECOND = Hash.of("22".repeat(32));
  private static final Hash THIRD = Hash.of("33".repeat(32));

  /** The clock of what is not over TCP. */
  protected final VirtualRuntime time = new VirtualRuntime();

  private final PipeNetwork pipes = new PipeNetwork(Pipes.on(time));
  private final List<AutoCloseable> open = new ArrayList<>();

  /** What the node was told of. */
  private final BlockingQueue<AnnouncementMessage> heard = new LinkedBlockingQueue<>();

  /** Blocks, how a node serves them, and how they are fetched. */
  protected interface Served {

    /** The network of the blocks. */
    Network network();

    /** What a node that has the blocks answers. */
    List<Message> answers(Message message);

    /** Sets what such a node says of itself. */
    void configure(PeerConfig.Builder node);

    /** Fetches all of the blocks and checks them. */
    void fetch(Peer peer) throws Exception;
  }

  /** All networks of the family. */
  protected abstract List<Network> networks();

  /** One whose blocks are easy to mine. */
  protected abstract Network minable();

  /** Makes up blocks of a network where they are easy to mine. */
  protected abstract Served generated(Network network, int blocks);

  /** How many blocks it takes to need several answers of each kind. */
  protected abstract int many();

  /** Announces a transaction. */
  protected abstract InventoryEntry transaction(Hash id);

  /** Announces a block. */
  protected abstract InventoryEntry block(Hash hash);

  /** Within how long what waits is announced. */
  protected abstract Duration announced();

  /** Makes the message that asks for a block that nobody has. */
  protected abstract Message unansweredQuestion();

  /** Describes the reject of something that could not be read; none if there are no rejects. */
  protected abstract Optional<Message> malformed(String why);

  /** A context in virtual time. */
  protected final PeerContext context() {
    return opened(PeerContext.builder().runtime(time).build());
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  @AfterEach
  void nothingIsLeft() {
    Future<?> closing =
        time.async(
            "close",
            () -> {
              for (AutoCloseable each : open) {
                each.close();
              }
              return null;
            });
    time.awaitQuiet();
    assertThat(closing).isDone();
    assertThat(time.threads()).isEmpty();
    assertThat(time.timers()).isZero();
  }

  /** What a test does with a peer. */
  protected interface Script {

    /** Does it. */
    void run(Peer peer) throws Exception;
  }

  /** A network whose blocks are easy to mine, and which is otherwise the same. */
  private static Network easy(Network network) {
    return network.toBuilder().powLimitBits(0x207fffff).build();
  }

  private RespondingNode.Builder node(Served served) {
    return RespondingNode.builder(served.network(), served::answers)
        .configure(served::configure)
        .onPeer(peer -> peer.on(AnnouncementMessage.class, (from, told) -> heard.add(told)));
  }

  /** Runs a script with a peer that is connected, in memory, to a node that serves blocks. */
  protected final void virtually(Served served, Script script) throws Exception {
    virtually(served, config -> {}, script);
  }

  /** Runs a script with a peer of one's own that is connected, in memory, to a node. */
  protected final void virtually(Served served, Consumer<PeerConfig.Builder> change, Script script)
      throws Exception {
    PeerConfig.Builder config = PeerConfig.builder(served.network()).dialer(pipes.from("10.0.0.2"));
    change.accept(config);
    PeerContext here = context();
    RespondingNode node = opened(node(served).runtime(time).listen(pipes, NODE).start());
    Future<?> running =
        time.async(
            "script",
            () -> {
              try (Peer peer = Peer.outbound(here, config.build())) {
                peer.connect(NODE);
                script.run(peer);
              } finally {
                node.close();
              }
              return null;
            });
    while (!running.isDone()) {
      time.awaitQuiet();
      if (!running.isDone()) {
        time.advance(Duration.ofSeconds(1));
      }
    }
    running.get();
  }

  private Stream<DynamicTest> onEveryNetwork(Check check) {
    return networks().stream()
        .map(network -> DynamicTest.dynamicTest(network.name(), () -> check.run(network)));
  }

  /** What is checked on a network. */
  private interface Check {
    void run(Network network) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> peersOfEveryNetworkGreetPingAndFetchBlocksInVirtualTime() {
    return onEveryNetwork(
        network -> {
          Served served = generated(easy(network), FEW);
          virtually(
              served,
              peer -> {
                greets(peer, network);
                served.fetch(peer);
              });
        });
  }

  private static void greets(Peer peer, Network network) throws Exception {
    assertThat(peer.negotiation().protocolVersion()).isEqualTo(network.latestVersion());
    assertThat(peer.ping(PATIENCE)).isGreaterThanOrEqualTo(Duration.ZERO);
  }

  @TestFactory
  Stream<DynamicTest> peersOfEveryNetworkGreetPingTrickleAndFetchBlocksOverTcp() {
    return onEveryNetwork(network -> overTcp(generated(easy(network), FEW)));
  }

  @Test
  void manyBlocksAreFetchedOverTcp() throws Exception {
    overTcp(generated(minable(), many()));
  }

  private void overTcp(Served served) throws Exception {
    heard.clear();
    RespondingNode node = opened(node(served).start());
    PeerContext here = opened(PeerContext.create());
    PeerConfig config =
        PeerConfig.builder(served.network()).trickleIntervals(SHORTLY, SHORTLY).build();
    try (Peer peer = Peer.outbound(here, config)) {
      peer.connect(node.endpoint());
      greets(peer, served.network());
      assertThat(peer.announce(transaction(FIRST))).isTrue();
      assertThat(peer.announce(transaction(SECOND))).isTrue();
      List<Hash> told = new ArrayList<>();
      while (told.size() < 2) {
        AnnouncementMessage message = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(message).as("an announcement").isNotNull();
        message.items().forEach(item -> told.add(item.hash()));
      }
      assertThat(told).containsExactly(FIRST, SECOND);
      served.fetch(peer);
      assertThat(peer.ping(PATIENCE)).isGreaterThanOrEqualTo(Duration.ZERO);
    }
  }

  @TestFactory
  Stream<DynamicTest> inventoryTricklesOnEveryNetwork() {
    return onEveryNetwork(this::trickles);
  }

  private void trickles(Network network) throws Exception {
    heard.clear();
    virtually(
        generated(easy(network), 1),
        peer -> {
          assertThat(peer.announce(transaction(FIRST))).isTrue();
          assertThat(peer.announce(transaction(SECOND))).isTrue();
          assertThat(peer.announce(block(THIRD))).isTrue();
          assertThat(peer.announce(transaction(FIRST))).isTrue();
          assertThat(peer.ping(PATIENCE)).isGreaterThanOrEqualTo(Duration.ZERO);
          assertThat(heard).as("blocks are announced at once").hasSize(1);
          // Longer than the longest wait, on the peer's own clock.
          sleep(announced());
          assertThat(peer.ping(PATIENCE)).isGreaterThanOrEqualTo(Duration.ZERO);
          assertThat(peer.announce(transaction(FIRST))).as("it has been told").isFalse();
        });
    assertThat(heard).hasSize(2);
    assertThat(heard.remove().items()).hasSize(1).allMatch(item -> item.hash().equals(THIRD));
    assertThat(heard.remove().items())
        .extracting(InventoryEntry::hash)
        .containsExactly(FIRST, SECOND);
  }

  /** Lets virtual time pass, on a thread of the virtual runtime. */
  private void sleep(Duration duration) throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition never = time.newCondition(lock);
    lock.lock();
    try {
      long left = duration.toNanos();
      while (left > 0) {
        left = never.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Test
  void manyBlocksAreFetchedInVirtualTime() throws Exception {
    Served served = generated(minable(), many());
    virtually(served, served::fetch);
  }

  /** A peer that we drive by its other end, its handshake under way. */
  protected record Line(Peer peer, ScriptedPeer remote, Future<?> connecting) {}

  /** Begins the handshake of a peer that dials the remote. */
  protected final Line outbound(PeerConfig config) {
    return open(Peer.outbound(context(), config));
  }

  /** Begins the handshake of a peer that the remote has dialed. */
  protected final Line inbound(PeerConfig config) {
    return open(Peer.inbound(context(), config));
  }

  /** Begins the handshake of a peer that the test has already given handlers. */
  protected final Line open(Peer peer) {
    Pipes.Pair pair = Pipes.on(time).open();
    var ours = peer.isInbound() ? pair.listener() : pair.dialer();
    var theirs = peer.isInbound() ? pair.dialer() : pair.listener();
    ScriptedPeer.Builder builder = ScriptedPeer.builder(peer.config().network(), time).byHand();
    ScriptedPeer remote = peer.isInbound() ? builder.dialed(theirs) : builder.accepted(theirs);
    Future<?> connecting =
        time.async(
            "connect",
            () -> {
              peer.connect(ours);
              return null;
            });
    time.awaitQuiet();
    return new Line(peer, remote, connecting);
  }

  /** A peer whose handshake is complete. */
  protected final Line connected(PeerConfig config) {
    Line line = inbound(config);
    line.remote().handshake();
    time.awaitQuiet();
    assertThat(line.connecting()).isDone();
    List<Message> greeting = line.remote().heard();
    assertThat(greeting).hasSizeLessThan(3);
    return line;
  }

  /** Why a peer has ended by the time all is at rest. */
  protected final DisconnectReason ended(Peer peer) {
    time.awaitQuiet();
    assertThat(peer.disconnectReason()).as("the peer has ended").isPresent();
    return peer.disconnectReason().get();
  }

  private void assertRejected(Line line, String why) {
    time.awaitQuiet();
    assertThat(line.remote().heard()).isEqualTo(malformed(why).stream().toList());
  }

  @Test
  void anUnknownCommandEndsTheConnectionAndIsRejectedWhereThereAreRejects() {
    Line line = connected(PeerConfig.of(minable()));
    line.remote().sendFrame("whatever", Bytes.ofHex("01"), true);
    assertRejected(line, "unknown message whatever");
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void whatDoesNotDecodeEndsTheConnectionAndIsRejectedWhereThereAreRejects() {
    Network strict = minable().toBuilder().toleratesLocalFaults(false).build();
    Line line = connected(PeerConfig.of(strict));
    line.remote().sendFrame("ping", Bytes.ofHex("01"), true);
    assertRejected(line, "nonce needs 8 bytes, 1 remain at byte 0");
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.PayloadFault.class);
  }

  @Test
  void aRemoteThatKeepsAnAnswerBackIsDropped() {
    Line line = connected(PeerConfig.of(minable()));
    Future<?> asking =
        time.async(
            "ask",
            () -> {
              line.peer().send(unansweredQuestion());
              return null;
            });
    time.awaitQuiet();
    assertThat(asking).isDone();
    time.advance(Duration.ofSeconds(29));
    assertThat(line.peer().disconnectReason()).isEmpty();
    time.advance(Duration.ofSeconds(17));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.Stalled.class);
  }
}
