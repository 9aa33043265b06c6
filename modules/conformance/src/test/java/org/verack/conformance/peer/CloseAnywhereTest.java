package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.Ping;
import org.verack.wire.request.Requests;

/**
 * A connection ends at every point at which something waits or is under way: by our close, by the
 * context's, or by the remote. Afterwards there is no thread, no timer, and nobody who still waits.
 */
class CloseAnywhereTest extends PeerTests {

  private static final UnknownMessage LARGE =
      new UnknownMessage("large", Bytes.wrap(new byte[100_000]));

  /** Who waits for something, besides the engine's own threads. */
  private final List<CompletableFuture<?>> waiting = new ArrayList<>();

  /** A point in the life of a connection. */
  private record Point(String name, Arrival arrival) {}

  @FunctionalInterface
  private interface Arrival {
    Line arrive();
  }

  /** How the connection ends. */
  private enum End {
    OUR_CLOSE,
    CLOSE_OF_THE_CONTEXT,
    REMOTE_GONE
  }

  private List<Point> points() {
    return List.of(
        new Point("outbound, version sent", () -> outbound(quiet())),
        new Point("inbound, nothing heard", () -> inbound(quiet())),
        new Point("inbound, half a header heard", () -> hearing(inbound(quiet()), "fabfb5da7665")),
        new Point("inbound, version heard", () -> said(inbound(quiet()))),
        new Point("outbound, version heard", () -> said(outbound(quiet()))),
        new Point("our key sent, nothing heard", () -> open(Peer.outbound(context, encrypted()))),
        new Point("half a key heard", this::hearingKey),
        new Point("the negotiator waits", this::negotiating),
        new Point("someone waits to send during the handshake", this::sendingEarly),
        new Point("someone waits to ask during the handshake", this::askingEarly),
        new Point("idle", () -> connected(quiet())),
        new Point("a ping is outstanding", () -> connected(PeerConfig.of(Remote.NETWORK))),
        new Point("the next ping is due later", this::pingAnswered),
        new Point(
            "half a small message heard", () -> hearing(connected(quiet()), "fabfb5da70696e")),
        new Point("part of a large message heard", this::hearingLarge),
        new Point("a small queue is full and a sender waits", this::sendingTooMuch),
        new Point("a write is under way", () -> writing(connectedNarrow(quiet()))),
        new Point("flush waits", this::flushing),
        new Point("sends will complete later", this::sendingLater),
        new Point("a request waits for its answer", this::asking),
        new Point("a request waits for its turn", this::askingTwice),
        new Point("ping waits", this::pinging),
        new Point("a handler waits", this::handling),
        new Point("a handler waits for a request", this::handlerAsking),
        new Point("the inbox is full and the reader waits", this::inboxFull),
        new Point("someone waits for the end", this::awaitingEnd),
        new Point("inventory waits for its moment", this::announcing),
        new Point("an answer is due", this::expecting));
  }

  @TestFactory
  Stream<DynamicTest> nothingIsLeftWhereverItEnds() {
    return points().stream()
        .flatMap(
            point ->
                Stream.of(End.values())
                    .map(
                        end ->
                            DynamicTest.dynamicTest(
                                point.name() + ", " + end, () -> endAt(point, end))));
  }

  private void endAt(Point point, End how) {
    CloseAnywhereTest fresh = new CloseAnywhereTest();
    fresh.points().stream()
        .filter(each -> each.name().equals(point.name()))
        .findFirst()
        .orElseThrow()
        .arrival()
        .arrive();
    fresh.endAndCheck(how);
  }

  private Line last;

  @Override
  Line open(Peer peer, int capacity) {
    last = super.open(peer, capacity);
    return last;
  }

  private void endAndCheck(End how) {
    time.awaitQuiet();
    assertThat(time.threads()).as("threads before the end").isNotEmpty();
    Line line = last;
    switch (how) {
      case OUR_CLOSE -> waitFor("close", () -> line.peer().close());
      case CLOSE_OF_THE_CONTEXT -> waitFor("close", context::close);
      case REMOTE_GONE -> line.remote().close();
    }
    time.awaitQuiet();
    if (how == End.REMOTE_GONE) {
      // A failed write leaves the reader a second; what has come is handled before the end.
      time.advance(seconds(1));
      release();
      time.awaitQuiet();
    }
    assertThat(line.peer().disconnectReason()).isPresent();
    closeAndWait(line.remote()::close);
    assertThat(time.threads()).as("threads after the end").isEmpty();
    assertThat(time.timers()).as("timers after the end").isZero();
    assertThat(waiting).as("who waits").allMatch(CompletableFuture::isDone);
    assertThat(context.inboundBytes()).isZero();
    assertThat(context.outboundBytes()).isZero();
    context.close();
  }

  // What it takes to arrive at a point.

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = time.newCondition(lock);
  private boolean free;

  private void release() {
    lock.lock();
    try {
      free = true;
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!free) {
        released.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  private void waitFor(String name, Action action) {
    waiting.add(
        time.async(
            name,
            () -> {
              action.run();
              return null;
            }));
    time.awaitQuiet();
  }

  private static PeerConfig quiet() {
    return config(builder -> builder.pingInterval(Duration.ZERO));
  }

  private Line hearing(Line line, String hex) {
    line.remote().sayRaw(Bytes.ofHex(hex));
    return line;
  }

  private Line said(Line line) {
    line.remote().say(Remote.version(70017));
    return line;
  }

  private Line connectedNarrow(PeerConfig config) {
    Line line = open(Peer.outbound(context, config), 256);
    line.remote().greetListener(70017);
    line.remote().heard();
    return line;
  }

  private static PeerConfig encrypted() {
    return PeerConfig.builder(Networks.REGTEST)
        .encryption(PeerConfig.Encryption.REQUIRED)
        .pingInterval(Duration.ZERO)
        .build();
  }

  private Line hearingKey() {
    return hearing(open(Peer.inbound(context, encrypted())), "77".repeat(30));
  }

  private Line negotiating() {
    PeerConfig config =
        config(
            builder ->
                builder.negotiator(
                    talk -> {
                      assertThat(talk.next()).isEmpty();
                      return Optional.empty();
                    }));
    return said(outbound(config));
  }

  private Line sendingEarly() {
    Line line = said(outbound(quiet()));
    waitFor("send", () -> line.peer().send(new Ping(1)));
    return line;
  }

  private Line askingEarly() {
    Line line = said(inbound(quiet()));
    waitFor("ask", () -> line.peer().request(Requests.ping(), seconds(30)));
    return line;
  }

  private Line pingAnswered() {
    Line line = connected(PeerConfig.of(Remote.NETWORK));
    line.remote().heard();
    line.remote().say(new Ping(1));
    return line;
  }

  private Line hearingLarge() {
    Line line = connected(quiet());
    Bytes frame = Remote.NETWORK.encode(LARGE, line.peer().format()).frame();
    line.remote().sayRaw(frame.slice(0, 50_000));
    return line;
  }

  private Line sendingTooMuch() {
    Line line = connectedNarrow(config(b -> b.pingInterval(Duration.ZERO).outboundLimit(1)));
    waitFor("send", () -> line.peer().send(LARGE));
    waitFor("send", () -> line.peer().send(LARGE));
    return line;
  }

  private Line writing(Line line) {
    waitFor("send", () -> line.peer().send(LARGE));
    return line;
  }

  private Line flushing() {
    Line line = writing(connectedNarrow(quiet()));
    waitFor("flush", () -> line.peer().flush());
    return line;
  }

  private Line sendingLater() {
    Line line = connectedNarrow(config(b -> b.pingInterval(Duration.ZERO).outboundLimit(1)));
    for (int i = 0; i < 5; i++) {
      waiting.add(line.peer().sendAsync(LARGE));
    }
    return line;
  }

  private Line asking() {
    Line line = connected(quiet());
    waitFor("ask", () -> line.peer().request(Requests.block(Hash.ZERO), seconds(30)));
    return line;
  }

  private Line askingTwice() {
    Line line = connected(quiet());
    for (int i = 0; i < 2; i++) {
      waitFor("ask", () -> line.peer().request(Requests.headers(List.of(Hash.ZERO)), seconds(30)));
    }
    return line;
  }

  private Line pinging() {
    Line line = connected(quiet());
    waitFor("ping", () -> line.peer().ping(seconds(30)));
    return line;
  }

  private Line handling() {
    Peer peer = Peer.outbound(context, quiet());
    peer.on(UnknownMessage.class, (from, message) -> await());
    Line line = connected(peer);
    line.remote().say(new UnknownMessage("a", Bytes.EMPTY));
    line.remote().say(new UnknownMessage("b", Bytes.EMPTY));
    return line;
  }

  private Line handlerAsking() {
    Peer peer = Peer.outbound(context, quiet());
    peer.on(
        UnknownMessage.class,
        (from, message) -> {
          var unused = from.request(Requests.ping(), seconds(30));
        });
    Line line = connected(peer);
    line.remote().say(new UnknownMessage("a", Bytes.EMPTY));
    return line;
  }

  private Line inboxFull() {
    Peer peer = Peer.outbound(context, config(b -> b.pingInterval(Duration.ZERO).inboxLimit(1000)));
    peer.on(UnknownMessage.class, (from, message) -> await());
    Line line = connected(peer);
    for (int i = 0; i < 5; i++) {
      line.remote().say(new UnknownMessage("a", Bytes.wrap(new byte[900])));
    }
    return line;
  }

  private Line awaitingEnd() {
    Line line = connected(quiet());
    waitFor("wait", () -> line.peer().awaitDisconnect());
    return line;
  }

  private Line announcing() {
    Line line = connected(quiet());
    assertThat(line.peer().announce(InventoryVector.tx(Hash.ZERO))).isTrue();
    return line;
  }

  private Line expecting() {
    Line line = connected(strict());
    assertThat(line.peer().sendAsync(GetData.of(InventoryVector.tx(Hash.ZERO)))).isNotNull();
    return line;
  }
}
