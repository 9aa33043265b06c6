package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.verack.conformance.scenario.CoreScenario;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerConfig;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;

/** Queues, inboxes and backpressure: everything that waits is bounded, and nothing deadlocks. */
class FlowTest extends PeerTests {

  private static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);

  /** Something for a handler to wait at until the test opens it, in virtual time. */
  private final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = time.newCondition(lock);
    private boolean open;

    void pass() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (!open) {
          changed.await();
        }
      } finally {
        lock.unlock();
      }
    }

    void open() {
      lock.lock();
      try {
        open = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      time.awaitQuiet();
    }
  }

  private static UnknownMessage sized(int payload) {
    return new UnknownMessage("bulk", Bytes.wrap(new byte[payload]));
  }

  private CompletableFuture<@Nullable Void> run(Action action) {
    CompletableFuture<@Nullable Void> done =
        time.async(
            "run",
            () -> {
              action.run();
              return null;
            });
    time.awaitQuiet();
    return done;
  }

  private interface Action {
    void run() throws Exception;
  }

  // Outbound.

  @Test
  void sendWaitsWhileTheQueueIsFullAndTrySendSaysNo() throws Exception {
    PeerConfig small = config(builder -> builder.outboundLimit(10_000));
    Line line = connected(small, 1000);
    run(() -> line.peer().send(sized(9_000)));
    CompletableFuture<@Nullable Void> waiting = run(() -> line.peer().send(sized(5_000)));
    assertThat(waiting).isNotDone();
    assertThat(line.peer().trySend(sized(5_000))).isFalse();
    List<Message> heard = line.remote().heard();
    assertThat(waiting).isCompleted();
    assertThat(heard).contains(sized(9_000), sized(5_000));
    assertThat(line.peer().trySend(sized(5_000))).isTrue();
    assertThat(line.remote().heard()).contains(sized(5_000));
  }

  private Line connected(PeerConfig config, int capacity) {
    Line line = open(Peer.outbound(context, config), capacity);
    line.remote().greetDialer(70017);
    line.remote().heard();
    return line;
  }

  @Test
  void aSendThatCompletesLaterTellsWhenItWasWritten_P132_P133() {
    PeerConfig small = config(builder -> builder.outboundLimit(2_000));
    Line line = connected(small, 1000);
    CompletableFuture<@Nullable Void> first = line.peer().sendAsync(sized(1_500));
    CompletableFuture<@Nullable Void> second = line.peer().sendAsync(sized(1_500));
    time.awaitQuiet();
    assertThat(first).isNotDone();
    assertThat(line.remote().heard()).containsExactly(sized(1_500), sized(1_500));
    time.awaitQuiet();
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
  }

  @Test
  void messagesOfOneSenderKeepTheirOrder_P131() {
    Line line = connected(config(builder -> builder.outboundLimit(500)), 100);
    CompletableFuture<@Nullable Void> sending =
        run(
            () -> {
              for (int i = 0; i < 200; i++) {
                line.peer().send(new FeeFilter(i));
              }
            });
    List<Message> heard = line.remote().heard();
    assertThat(sending).isCompleted();
    List<Message> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      expected.add(new FeeFilter(i));
    }
    assertThat(heard).isEqualTo(expected);
  }

  @Test
  void flushReturnsWhenEverythingSentBeforeIsWritten() {
    Line line = connected(DEFAULT, 1000);
    run(() -> line.peer().send(sized(50_000)));
    CompletableFuture<@Nullable Void> flushing = run(line.peer()::flush);
    assertThat(flushing).isNotDone();
    line.remote().heard();
    time.awaitQuiet();
    assertThat(flushing).isCompleted();
  }

  @Test
  void aPongDoesNotOvertakeWhatWaitsForRoom() {
    Line line = connected(config(builder -> builder.outboundLimit(2_000)), 100);
    line.remote().heard();
    var first = line.peer().sendAsync(sized(1_900));
    var second = line.peer().sendAsync(sized(1_900));
    line.remote().say(new Ping(7));
    time.awaitQuiet();
    assertThat(line.remote().heard()).hasSize(3).last().isEqualTo(new Pong(7));
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
  }

  @Test
  void flushWaitsForWhatIsStillOutsideTheQueue() {
    Line line = connected(config(builder -> builder.outboundLimit(2_000)), 100);
    line.peer().sendAsync(sized(1_900));
    CompletableFuture<@Nullable Void> outside = line.peer().sendAsync(sized(1_900));
    CompletableFuture<@Nullable Void> flushing = run(line.peer()::flush);
    line.remote().say(new Ping(1));
    time.awaitQuiet();
    assertThat(flushing).isNotDone();
    line.remote().heard();
    assertThat(outside).isCompleted();
    assertThat(flushing).isCompleted();
  }

  @Test
  void oneEncodingServesManyPeersAndAnotherFormatIsEncodedAgain() {
    EncodedMessage encoded = Remote.NETWORK.encode(new Ping(9), WireFormat.witness(70017));
    List<Line> lines = List.of(connected(DEFAULT), connected(DEFAULT), outbound(DEFAULT));
    lines.get(2).remote().greetDialer(60000);
    for (Line line : lines) {
      line.remote().heard();
      assertThat(run(() -> line.peer().send(encoded))).isCompleted();
    }
    lines.get(0).remote().expect(Ping.class);
    lines.get(1).remote().expect(Ping.class);
    assertThat(lines.get(2).remote().heard()).containsExactly(new Ping(0));
  }

  @Test
  void aRemoteThatTakesNothingEndsAfterTwentySecondsAndOneForEvery256Kilobytes() {
    Line line = connected(DEFAULT, 1000);
    run(() -> line.peer().send(sized(1 << 20)));
    time.advance(seconds(24).minusNanos(1));
    assertThat(line.peer().disconnectReason()).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(ended(line.peer())).isEqualTo(new DisconnectReason.WriteStalled(seconds(24)));
  }

  // Inbound.

  @Test
  void aFullInboxStopsTheReadingOfThatRemoteAlone() {
    Gate gate = new Gate();
    PeerConfig small = config(builder -> builder.inboxLimit(1000));
    Peer slow = Peer.outbound(context, small);
    List<Message> handled = Collections.synchronizedList(new ArrayList<>());
    slow.on(
        UnknownMessage.class,
        (peer, message) -> {
          gate.pass();
          handled.add(message);
        });
    Line line = open(slow, 500);
    line.remote().greetDialer(70017);
    CompletableFuture<@Nullable Void> saying =
        run(
            () -> {
              for (int i = 0; i < 20; i++) {
                line.remote().say(sized(200));
              }
            });
    assertThat(saying).as("the remote is held up").isNotDone();
    assertThat(line.peer().stats().inboxBytes()).isLessThanOrEqualTo(1000);
    Line other = connected(DEFAULT);
    isStillThere(other);
    gate.open();
    assertThat(saying).isCompleted();
    assertThat(handled).hasSize(20);
  }

  @Test
  void aPongIsWrittenAlthoughTheReaderWaitsForRoomInTheInbox() {
    Gate gate = new Gate();
    Peer peer = Peer.outbound(context, config(builder -> builder.inboxLimit(1000)));
    peer.on(UnknownMessage.class, (from, message) -> gate.pass());
    Line line = connected(peer);
    line.remote().heard();
    WireFormat format = WireFormat.witness(70017);
    ByteArrayOutputStream together = new ByteArrayOutputStream();
    together.writeBytes(Remote.NETWORK.encode(new Ping(7), format).frame().toArray());
    // All of it fits one read, and not all of it the inbox.
    for (int i = 0; i < 7; i++) {
      together.writeBytes(Remote.NETWORK.encode(sized(32), format).frame().toArray());
    }
    line.remote().sayRaw(Bytes.wrap(together.toByteArray()));
    line.remote().expect(Pong.class);
    gate.open();
  }

  @Test
  void whileAHandlerIsBusyTheReaderGoesOnAndRequestsAreAnswered() {
    Gate gate = new Gate();
    Peer peer = Peer.outbound(context, DEFAULT);
    peer.on(FeeFilter.class, (from, message) -> gate.pass());
    Line line = connected(peer);
    line.remote().heard();
    line.remote().say(new FeeFilter(1));
    CompletableFuture<Duration> roundTrip = time.async("ping", () -> peer.ping(seconds(30)));
    Ping ping = (Ping) line.remote().expect(Ping.class).get(0);
    line.remote().say(new Pong(ping.nonce()));
    time.awaitQuiet();
    assertThat(roundTrip).isCompleted();
    gate.open();
  }

  @Test
  void aPongSaysThatEverythingBeforeItsPingWasDealtWith_Core() {
    Gate gate = new Gate();
    Peer peer = Peer.outbound(context, DEFAULT);
    peer.on(
        FeeFilter.class,
        (from, message) -> {
          gate.pass();
          from.send(new UnknownMessage("served", Bytes.EMPTY));
        });
    Line line = connected(peer);
    line.remote().heard();
    line.remote().say(new FeeFilter(1), new Ping(5));
    line.remote().expect();
    gate.open();
    assertThat(line.remote().heard())
        .containsExactly(new UnknownMessage("served", Bytes.EMPTY), new Pong(5));
  }

  @Test
  void handlersRunOneAtATimeInOrder() {
    Peer peer = Peer.outbound(context, DEFAULT);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    peer.on(FeeFilter.class, (from, message) -> order.add("first " + message.satPerKvB()));
    peer.on(Message.class, (from, message) -> order.add("every " + message.command()));
    Line line = connected(peer);
    order.clear();
    line.remote().say(new FeeFilter(1), new Ping(1), new FeeFilter(2));
    time.awaitQuiet();
    assertThat(order)
        .containsExactly("first 1", "every feefilter", "every ping", "first 2", "every feefilter");
  }

  @Test
  void handlersCanBeAddedAndRemovedWhileItRuns() {
    Line line = connected(DEFAULT);
    List<Message> heard = Collections.synchronizedList(new ArrayList<>());
    line.remote().say(new FeeFilter(1));
    time.awaitQuiet();
    var registration = line.peer().on(FeeFilter.class, (from, message) -> heard.add(message));
    line.remote().say(new FeeFilter(2));
    time.awaitQuiet();
    registration.close();
    line.remote().say(new FeeFilter(3));
    time.awaitQuiet();
    assertThat(heard).containsExactly(new FeeFilter(2));
  }

  // Both.

  @CoreScenario("p2p_net_deadlock/plain")
  @Test
  void twoPeersThatSendEachOtherFourMegabytesAtOnceDoNotDeadlock_Core() throws Exception {
    Peer left = Peer.outbound(context, config(builder -> builder.allowSelfConnection(true)));
    Peer right = Peer.inbound(context, config(builder -> builder.allowSelfConnection(true)));
    CountDownLatch received = new CountDownLatch(6);
    for (Peer each : List.of(left, right)) {
      each.on(UnknownMessage.class, (from, message) -> received.countDown());
    }
    Pipes.Pair pair = Pipes.on(time).open();
    CompletableFuture<@Nullable Void> dialing = run(() -> left.connect(pair.dialer()));
    CompletableFuture<@Nullable Void> accepting = run(() -> right.connect(pair.listener()));
    assertThat(dialing).isCompleted();
    assertThat(accepting).isCompleted();
    List<CompletableFuture<@Nullable Void>> sending = new ArrayList<>();
    for (Peer each : List.of(left, right)) {
      for (int i = 0; i < 3; i++) {
        sending.add(run(() -> each.send(sized(4_000_000))));
      }
    }
    time.awaitQuiet();
    assertThat(sending).allSatisfy(each -> assertThat(each).isCompleted());
    assertThat(received.getCount()).isZero();
  }

  @Test
  void handlersOfBothSidesThatAnswerInBulkDoNotDeadlock() {
    PeerConfig config = config(builder -> builder.allowSelfConnection(true).outboundLimit(100_000));
    Peer left = Peer.outbound(context, config);
    Peer right = Peer.inbound(context, config);
    for (Peer each : List.of(left, right)) {
      each.on(
          FeeFilter.class,
          (from, message) -> {
            for (int i = 0; i < 10; i++) {
              from.send(sized(90_000));
            }
          });
    }
    Pipes.Pair pair = Pipes.on(time).open();
    run(() -> left.connect(pair.dialer()));
    run(() -> right.connect(pair.listener()));
    List<CompletableFuture<@Nullable Void>> asking = new ArrayList<>();
    for (Peer each : List.of(left, right)) {
      asking.add(
          run(
              () -> {
                for (int i = 0; i < 20; i++) {
                  each.send(new FeeFilter(i));
                }
              }));
    }
    time.awaitQuiet();
    assertThat(asking).allSatisfy(each -> assertThat(each).isCompleted());
    assertThat(left.stats().received().bytes()).isGreaterThan(200L * 90_000);
    assertThat(right.stats().received().bytes()).isGreaterThan(200L * 90_000);
  }

  @Test
  void anUnsentMessageCompletesWithTheReasonWhenTheRemoteGoes_P132_P138() {
    Line line = connected(config(builder -> builder.outboundLimit(1_000)), 100);
    List<CompletableFuture<@Nullable Void>> unsent =
        List.of(
            line.peer().sendAsync(sized(900)),
            line.peer().sendAsync(sized(900)),
            run(() -> line.peer().send(sized(900))));
    line.remote().close();
    time.awaitQuiet();
    for (CompletableFuture<@Nullable Void> each : unsent) {
      assertThat(each.exceptionNow()).isInstanceOf(PeerClosedException.class);
    }
  }
}
