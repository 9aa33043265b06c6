package org.verack.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;

/** Attackers tie up all the memory that a program gives its peers. */
class BudgetTest {

  private static final Endpoint HERE = new Endpoint("victim", 18444);
  private static final PeerConfig CONFIG =
      PeerConfig.builder(Stage.NETWORK).encryption(PeerConfig.Encryption.OFF).build();
  private static final int BUDGET = 8 << 20;
  private static final int ATTACKERS = 7;
  private static final UnknownMessage HALF_SAID =
      new UnknownMessage("half", Bytes.wrap(new byte[1_000_000]));
  private static final UnknownMessage BULK =
      new UnknownMessage("bulk", Bytes.wrap(new byte[4_000_000]));

  private static final Future<?> NOTHING_SAID = CompletableFuture.completedFuture(null);

  private final VirtualRuntime time = new VirtualRuntime();
  private final PipeNetwork network = new PipeNetwork(Pipes.on(time));
  private final PeerContext context =
      PeerContext.builder().runtime(time).inboundBudget(BUDGET).build();
  private final PeerContext others = PeerContext.builder().runtime(time).build();
  private final List<Peer> inbound = new CopyOnWriteArrayList<>();
  private final List<Message> received = new CopyOnWriteArrayList<>();
  private final List<ScriptedPeer> attackers = new ArrayList<>();

  private Peer honest;

  private void begin() throws IOException {
    PeerListener.listen(
        context,
        CONFIG,
        network.listen(HERE),
        peer -> {
          peer.on(UnknownMessage.class, (from, message) -> received.add(message));
          inbound.add(peer);
        });
    honest = Peer.outbound(others, CONFIG);
    var connecting = time.async("connect", () -> connect(honest));
    time.awaitQuiet();
    assertThat(connecting).isCompleted();
  }

  private String connect(Peer peer) throws Exception {
    peer.connect(network.dial(HERE, Duration.ofSeconds(1)));
    return "connected";
  }

  private void tieUpMost() throws IOException {
    for (int i = 0; i < ATTACKERS; i++) {
      tieUp();
    }
    assertThat(context.inboundBytes()).isEqualTo(ATTACKERS * 1_000_000);
  }

  /** Half of a message, after which memory for all of it is taken. */
  private void tieUp() throws IOException {
    ScriptedPeer attacker = attacker();
    Bytes frame = Stage.NETWORK.encode(HALF_SAID, Intruder.LATEST).frame();
    var saying = time.async("say", () -> attacker.sendRaw(frame.slice(0, 600_000)));
    time.awaitQuiet();
    assertThat(saying).isCompleted();
  }

  private ScriptedPeer attacker() throws IOException {
    ScriptedPeer attacker =
        ScriptedPeer.builder(Stage.NETWORK, time)
            .byHand()
            .dialed(network.dial(HERE, Duration.ofSeconds(1)));
    attackers.add(attacker);
    attacker.handshake();
    return attacker;
  }

  private void dripForMinutes(int minutes) {
    for (int second = 0; second < 60 * minutes; second++) {
      for (int i = 0; i < attackers.size(); i++) {
        if (inbound.get(i + 1).isOpen()) {
          attackers.get(i).sendRaw(Bytes.wrap(new byte[1]));
        }
      }
      time.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void whoDripsGivesTheMemoryBackWhileOthersWaitForIt() throws Exception {
    begin();
    tieUpMost();
    var sending = honest.sendAsync(BULK);
    dripForMinutes(1);
    assertThat(honest.disconnectReason()).isEmpty();
    assertThat(inbound.getFirst().disconnectReason()).as("the honest one").isEmpty();
    assertThat(sending).isCompleted();
    assertThat(received).hasSize(1);
    assertThat(inbound.subList(1, ATTACKERS + 1)).anyMatch(BudgetTest::hasStalled);
  }

  /** Whether it was ended for others: 10 seconds, and one for every 256 KiB of a megabyte. */
  private static boolean hasStalled(Peer peer) {
    return peer.disconnectReason().orElse(null) instanceof DisconnectReason.Stalled stalled
        && stalled.limit().toSeconds() == 10 + 1_000_000 / (256 * 1024);
  }

  @Test
  void whoSendsPieceByPieceHasTheTimeOfOneMessageWhileOthersWait() throws Exception {
    begin();
    Bytes frame = Stage.NETWORK.encode(BULK, Intruder.LATEST).frame();
    int piece = 256 * 1024;
    for (int i = 0; i < ATTACKERS; i++) {
      ScriptedPeer attacker = attacker();
      attacker.sendRaw(frame.slice(0, 3 * piece));
      time.awaitQuiet();
    }
    assertThat(context.inboundBytes()).isGreaterThanOrEqualTo(ATTACKERS * 3 * piece);
    var sending = honest.sendAsync(BULK);
    // Enough for each new piece, if that had its time for itself.
    int perSecond = 13 * 1024;
    // A pipe is full where its peer waits for memory, too; who sends into it has to wait by itself.
    List<Future<?>> saying = new ArrayList<>(Collections.nCopies(ATTACKERS, NOTHING_SAID));
    int[] sent = new int[ATTACKERS];
    for (int second = 0; second < 40 && !sending.isDone(); second++) {
      for (int i = 0; i < ATTACKERS; i++) {
        if (inbound.get(i + 1).isOpen() && saying.get(i).isDone()) {
          ScriptedPeer attacker = attackers.get(i);
          Bytes next = frame.slice(3 * piece + sent[i], perSecond);
          saying.set(i, time.async("say", () -> attacker.sendRaw(next)));
          sent[i] += perSecond;
        }
      }
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(sending).isCompleted();
    assertThat(inbound.getFirst().disconnectReason()).as("the honest one").isEmpty();
    assertThat(received).hasSize(1);
  }

  /** Time enough for 8 KiB/s, which the slowest ways through Tor manage. */
  @Test
  void whoDripsHasItsTimeWhileNobodyWaits() throws Exception {
    begin();
    tieUpMost();
    dripForMinutes(1);
    assertThat(inbound).allMatch(Peer::isOpen);
    dripForMinutes(1);
    assertThat(inbound.subList(1, ATTACKERS + 1))
        .allSatisfy(
            peer ->
                assertThat(peer.disconnectReason())
                    .contains(
                        new DisconnectReason.Stalled(
                            "the rest of a message", Duration.ofSeconds(20 + 58))));
  }

  @Test
  void smallMessagesNeedNoMemoryThatOthersCouldTieUp() throws Exception {
    begin();
    tieUpMost();
    for (int i = 0; i < 100; i++) {
      var ping = time.async("ping", () -> honest.ping(Duration.ofSeconds(10)));
      honest.sendAsync(new UnknownMessage("small", Bytes.wrap(new byte[10_000])));
      time.awaitQuiet();
      assertThat(ping).isCompleted();
    }
    assertThat(received).hasSize(100);
  }

  @AfterEach
  void nothingIsLeft() {
    attackers.forEach(ScriptedPeer::close);
    var closing =
        time.async(
            "close",
            () -> {
              others.close();
              context.close();
              return null;
            });
    time.advance(Duration.ofSeconds(2));
    assertThat(closing).isCompleted();
    assertThat(time.threads()).as("threads").isEmpty();
    assertThat(time.timers()).as("timers").isZero();
    assertThat(context.inboundBytes()).isZero();
    assertThat(context.outboundBytes()).isZero();
    network.close();
  }
}
