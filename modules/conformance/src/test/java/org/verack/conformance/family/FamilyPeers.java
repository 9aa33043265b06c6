package org.verack.conformance.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.ConnectionListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
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

  /** The clock of what is not over TCP. */
  protected final VirtualRuntime time = new VirtualRuntime();

  private final PipeNetwork pipes = new PipeNetwork(Pipes.on(time));
  private final List<PeerContext> contexts = new ArrayList<>();

  /** What the node was told of. */
  private final List<Message> heard = new CopyOnWriteArrayList<>();

  /** All networks of the family. */
  protected abstract List<Network> networks();

  /** One whose blocks are easy to mine. */
  protected abstract Network minable();

  /** How a peer that has a chain is configured. */
  protected abstract PeerConfig.Builder serving(Network network);

  /** What a peer that has a chain answers. */
  protected abstract List<Message> answers(Message message);

  /** Fetches the chain and checks it. */
  protected abstract void fetch(Peer peer) throws Exception;

  /** Announces a transaction. */
  protected abstract InventoryEntry transaction(Hash id);

  /** Announces a block. */
  protected abstract InventoryEntry block(Hash hash);

  /** Within how long what waits is announced. */
  protected abstract Duration announced();

  /** Makes the message that asks for a block that nobody has. */
  protected abstract Message unansweredQuestion();

  /** Describes the reject of something that could not be read. */
  protected abstract Message malformed(String why);

  /** A context in virtual time. */
  protected final PeerContext context() {
    return opened(PeerContext.builder().runtime(time).build());
  }

  private PeerContext opened(PeerContext context) {
    contexts.add(context);
    return context;
  }

  @AfterEach
  void nothingIsLeft() {
    Future<?> closing =
        time.async(
            "close",
            () -> {
              contexts.forEach(PeerContext::close);
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

  /** Runs a script with a peer that is connected, in memory, to a node that serves the chain. */
  protected final void virtually(Network network, Script script) throws Exception {
    PeerContext there = context();
    PeerListener node = listen(there, network, pipes.listen(NODE));
    PeerContext here = context();
    PeerConfig config = PeerConfig.builder(network).dialer(pipes.from("10.0.0.2")).build();
    Future<?> running =
        time.async(
            "script",
            () -> {
              try (Peer peer = Peer.outbound(here, config)) {
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

  private PeerListener listen(PeerContext context, Network network, ConnectionListener listener) {
    return PeerListener.listen(
        context,
        serving(network).build(),
        listener,
        peer ->
            peer.on(
                Message.class,
                (from, message) -> {
                  if (message instanceof AnnouncementMessage) {
                    heard.add(message);
                  }
                  for (Message answer : answers(message)) {
                    // What is asked for without witnesses has none.
                    from.send(network.encode(answer, from.format().withWitness(true)));
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> peersOfEveryNetworkGreetAndPing() {
    return networks().stream()
        .map(
            network ->
                DynamicTest.dynamicTest(
                    network.name(),
                    () ->
                        virtually(
                            network,
                            peer -> {
                              assertThat(peer.negotiation().protocolVersion())
                                  .isEqualTo(network.latestVersion());
                              assertThat(peer.ping(PATIENCE)).isGreaterThanOrEqualTo(Duration.ZERO);
                            })));
  }

  @TestFactory
  Stream<DynamicTest> inventoryTricklesOnEveryNetwork() {
    return networks().stream()
        .map(network -> DynamicTest.dynamicTest(network.name(), () -> trickles(network)));
  }

  private void trickles(Network network) throws Exception {
    heard.clear();
    Hash first = Hash.of("11".repeat(32));
    Hash second = Hash.of("22".repeat(32));
    Hash third = Hash.of("33".repeat(32));
    virtually(
        network,
        peer -> {
          assertThat(peer.announce(transaction(first))).isTrue();
          assertThat(peer.announce(transaction(second))).isTrue();
          assertThat(peer.announce(block(third))).isTrue();
          assertThat(peer.announce(transaction(first))).isTrue();
          assertThat(peer.ping(PATIENCE)).isGreaterThanOrEqualTo(Duration.ZERO);
          assertThat(heard).as("blocks are announced at once").hasSize(1);
          // Longer than the longest wait, on the peer's own clock.
          sleep(announced());
          assertThat(peer.ping(PATIENCE)).isGreaterThanOrEqualTo(Duration.ZERO);
          assertThat(peer.announce(transaction(first))).as("it has been told").isFalse();
        });
    assertThat(heard).hasSize(2);
    assertThat(((AnnouncementMessage) heard.get(0)).items()).hasSize(1).allMatch(is(third));
    assertThat(((AnnouncementMessage) heard.get(1)).items())
        .extracting(item -> item.hash())
        .containsExactly(first, second);
  }

  private static Predicate<InventoryEntry> is(Hash hash) {
    return entry -> entry.hash().equals(hash);
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
  void aChainIsFetchedInVirtualTime() throws Exception {
    virtually(minable(), this::fetch);
  }

  @Test
  void aChainIsFetchedOverTcp() throws Exception {
    PeerContext there = opened(PeerContext.builder().build());
    PeerContext here = opened(PeerContext.builder().build());
    try (PeerListener node =
            listen(there, minable(), TcpListener.listen(new Endpoint("127.0.0.1", 0)));
        Peer peer = Peer.outbound(here, PeerConfig.of(minable()))) {
      peer.connect(node.endpoint());
      fetch(peer);
      assertThat(peer.ping(PATIENCE)).isGreaterThanOrEqualTo(Duration.ZERO);
    }
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

  @Test
  void anUnknownCommandIsRejectedAndEndsTheConnection() {
    Line line = connected(PeerConfig.of(minable()));
    line.remote().sendFrame("whatever", Bytes.ofHex("01"), true);
    time.awaitQuiet();
    assertThat(line.remote().heard()).containsExactly(malformed("unknown message whatever"));
    assertThat(ended(line.peer())).isInstanceOf(DisconnectReason.UnexpectedMessage.class);
  }

  @Test
  void whatDoesNotDecodeIsRejectedAndEndsTheConnection() {
    Network strict = minable().toBuilder().toleratesLocalFaults(false).build();
    Line line = connected(PeerConfig.of(strict));
    line.remote().sendFrame("ping", Bytes.ofHex("01"), true);
    time.awaitQuiet();
    assertThat(line.remote().heard())
        .containsExactly(malformed("nonce needs 8 bytes, 1 remain at byte 0"));
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
