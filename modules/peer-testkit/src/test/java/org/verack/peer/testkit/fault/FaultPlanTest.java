package org.verack.peer.testkit.fault;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Dialer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.peer.runtime.SystemRuntime;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;

class FaultPlanTest {

  private static final FaultPlan PLAN = FaultPlan.seeded(7);
  private static final byte[] SENT = new byte[3000];

  static {
    new Random(3).nextBytes(SENT);
  }

  private final VirtualRuntime time = new VirtualRuntime();
  private final Pipes.Pair pair = Pipes.on(time).open();

  @AfterEach
  void noThreadIsLeft() {
    pair.close();
    time.awaitQuiet();
    assertThat(time.threads()).isEmpty();
    assertThat(time.timers()).isZero();
  }

  private <T> CompletableFuture<T> aside(Callable<T> call) {
    CompletableFuture<T> result = time.async("aside", call);
    time.awaitQuiet();
    return result;
  }

  /** What comes out at the far end if everything is written in pieces of some size. */
  private byte[] written(FaultPlan plan, int piece) throws IOException {
    try (Pipes.Pair line = Pipes.on(time).open()) {
      Connection faulty = plan.wrap(line.dialer(), time);
      for (int at = 0; at < SENT.length; at += piece) {
        faulty.write(ByteBuffer.wrap(SENT, at, Math.min(piece, SENT.length - at)));
      }
      line.dialer().closeOutput();
      return all(line.listener(), 512);
    }
  }

  /** What comes out if it is read in pieces of some size. */
  private byte[] read(FaultPlan plan, int piece) throws IOException {
    try (Pipes.Pair line = Pipes.on(time).open()) {
      line.dialer().write(ByteBuffer.wrap(SENT));
      line.dialer().closeOutput();
      return all(plan.wrap(line.listener(), time), piece);
    }
  }

  private static byte[] all(Connection connection, int piece) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(piece);
    while (connection.read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return all.toByteArray();
  }

  // What happens to the bytes.

  @Test
  void withoutFaultsEverythingPasses() throws IOException {
    assertThat(written(PLAN, 100)).isEqualTo(SENT);
    assertThat(read(PLAN, 100)).isEqualTo(SENT);
  }

  @Test
  void aSeedDoesTheSameToTheSameBytesHoweverTheyAreCut() throws IOException {
    FaultPlan plan =
        PLAN.onBoth(
            line -> line.corrupt(0.01).drop(0.01).duplicate(0.01).splitRandomly(100).resetAt(5000));
    byte[] once = written(plan, 1);
    assertThat(once).isNotEqualTo(SENT);
    assertThat(written(plan, 7)).isEqualTo(once);
    assertThat(written(plan, SENT.length)).isEqualTo(once);
    assertThat(written(plan.withSeed(8), 7)).isNotEqualTo(once);
    byte[] read = read(plan, 1);
    assertThat(read).as("the other direction has numbers of its own").isNotEqualTo(once);
    assertThat(read(plan, 4096)).isEqualTo(read);
  }

  @Test
  void oneKindOfFaultDoesNotShiftAnother() throws IOException {
    byte[] corrupted = written(PLAN.onWrites(line -> line.corrupt(0.01)), 100);
    byte[] both = written(PLAN.onWrites(line -> line.corrupt(0.01).dropAt(0, 10)), 100);
    assertThat(both).isEqualTo(Arrays.copyOfRange(corrupted, 10, corrupted.length));
  }

  @Test
  void aRateIsAboutHowOftenItHappens() throws IOException {
    byte[] corrupted = written(PLAN.onWrites(line -> line.corrupt(0.1)), 100);
    int changed = 0;
    for (int i = 0; i < SENT.length; i++) {
      changed += corrupted[i] == SENT[i] ? 0 : 1;
    }
    assertThat(changed).isBetween(200, 400);
    assertThat(written(PLAN.onWrites(line -> line.drop(0.1)), 100)).hasSizeBetween(2600, 2800);
    assertThat(written(PLAN.onWrites(line -> line.duplicate(0.1)), 100)).hasSizeBetween(3200, 3400);
    assertThat(written(PLAN.onWrites(line -> line.drop(1)), 100)).isEmpty();
    assertThat(written(PLAN.onWrites(line -> line.drop(0)), 100)).isEqualTo(SENT);
    assertThat(written(PLAN.onWrites(line -> line.duplicate(1)), 100)).hasSize(6000);
  }

  @Test
  void oneByteIsChanged() throws IOException {
    byte[] corrupted = written(PLAN.onWrites(line -> line.corruptAt(1234)), 100);
    assertThat(corrupted[1234]).isNotEqualTo(SENT[1234]);
    corrupted[1234] = SENT[1234];
    assertThat(corrupted).isEqualTo(SENT);
  }

  @Test
  void someBytesAreLostAndOthersComeTwice() throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.write(SENT, 0, 20);
    expected.write(SENT, 30, 30);
    expected.write(SENT, 50, 10);
    expected.write(SENT, 60, SENT.length - 60);
    FaultPlan plan = PLAN.onBoth(line -> line.dropAt(20, 10).duplicateAt(50, 10));
    assertThat(written(plan, 7)).isEqualTo(expected.toByteArray());
    assertThat(read(plan, 7)).isEqualTo(expected.toByteArray());
  }

  // Pieces.

  private List<Integer> readSizes(Consumer<Faults> faults, int count) throws IOException {
    pair.dialer().write(ByteBuffer.wrap(SENT, 0, count));
    pair.dialer().closeOutput();
    Connection faulty = PLAN.onReads(faults).wrap(pair.listener(), time);
    List<Integer> sizes = new ArrayList<>();
    int size;
    while ((size = faulty.read(ByteBuffer.allocate(1000))) >= 0) {
      sizes.add(size);
    }
    return sizes;
  }

  @Test
  void readsAreSplitAtEveryByte() throws IOException {
    assertThat(readSizes(line -> line.split(1), 50)).isEqualTo(Collections.nCopies(50, 1));
  }

  @Test
  void readsAreSplitAtRandom() throws IOException {
    List<Integer> sizes = readSizes(line -> line.splitRandomly(9), 900);
    assertThat(sizes).allMatch(size -> size >= 1 && size <= 9).contains(1, 9);
    assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(900);
  }

  @Test
  void writesAreSplit() throws Exception {
    Pipes.Pair narrow = Pipes.on(time).capacity(10).open();
    Connection faulty = PLAN.onWrites(line -> line.split(3)).wrap(narrow.dialer(), time);
    ByteBuffer source = ByteBuffer.wrap(SENT, 0, 100);
    CompletableFuture<Boolean> writing =
        aside(
            () -> {
              faulty.write(source);
              return true;
            });
    assertThat(narrow.listener().readable()).isEqualTo(10);
    narrow.close();
    assertThatThrownBy(writing::join).hasCauseInstanceOf(IOException.class);
    assertThat(source.position()).as("in the piece that did not fit").isEqualTo(12);
  }

  // Time.

  /** Writes at once, and tells when the last byte can be read. */
  private Duration lastByteAfter(FaultPlan plan, int count) throws Exception {
    Connection reader = plan.wrap(pair.listener(), time);
    CompletableFuture<Duration> reading =
        aside(
            () -> {
              ByteBuffer buffer = ByteBuffer.allocate(count);
              while (buffer.hasRemaining()) {
                assertThat(reader.read(buffer)).isPositive();
              }
              assertThat(buffer.array()).isEqualTo(Arrays.copyOf(SENT, count));
              return time.elapsed();
            });
    pair.dialer().write(ByteBuffer.wrap(SENT, 0, count));
    time.advance(ofHours(1));
    reader.close();
    return reading.join();
  }

  @Test
  void everyByteTakesItsTimeAndTheyFollowEachOtherOnTheWay() throws Exception {
    Connection reader = PLAN.onReads(line -> line.delay(ofMillis(80))).wrap(pair.listener(), time);
    List<Duration> arrivals = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Boolean> reading =
        aside(
            () -> {
              while (reader.read(ByteBuffer.allocate(1)) > 0) {
                arrivals.add(time.elapsed());
              }
              return true;
            });
    for (int i = 0; i < 3; i++) {
      pair.dialer().write(ByteBuffer.wrap(SENT, i, 1));
      time.advance(ofMillis(10));
    }
    assertThat(arrivals).isEmpty();
    pair.dialer().close();
    time.advance(ofMillis(80));
    assertThat(arrivals).containsExactly(ofMillis(80), ofMillis(90), ofMillis(100));
    assertThat(reading).isCompleted();
    reader.close();
  }

  @Test
  void whatIsWrittenLateArrivesLate() throws Exception {
    Connection writer = PLAN.onWrites(line -> line.delay(ofMillis(80))).wrap(pair.dialer(), time);
    writer.write(ByteBuffer.wrap(SENT, 0, 5));
    time.advance(ofMillis(79));
    assertThat(pair.listener().readable()).isZero();
    time.advance(ofMillis(1));
    assertThat(pair.listener().readable()).isEqualTo(5);
    writer.write(ByteBuffer.wrap(SENT, 0, 5));
    writer.close();
    time.advance(ofMillis(80));
    assertThat(pair.listener().readable()).as("what was on its way is lost").isEqualTo(5);
  }

  @Test
  void aRandomDelayKeepsTheOrder() throws Exception {
    FaultPlan plan =
        PLAN.onReads(line -> line.delay(ofMillis(10), ofMillis(200)).splitRandomly(10));
    assertThat(lastByteAfter(plan, 3000)).isBetween(ofMillis(10), ofMillis(200));
  }

  @Test
  void onlySoManyBytesAreOnTheirWay() throws Exception {
    Connection reader = PLAN.onReads(line -> line.delay(ofSeconds(1))).wrap(pair.listener(), time);
    CompletableFuture<Boolean> writing =
        aside(
            () -> {
              pair.dialer().write(ByteBuffer.allocate(1_000_000));
              return true;
            });
    assertThat(writing).as("the writer is held up").isNotDone();
    time.advance(ofSeconds(10));
    assertThat(writing).as("nobody reads").isNotDone();
    CompletableFuture<byte[]> reading = aside(() -> all(reader, 10_000));
    time.advance(ofSeconds(20));
    assertThat(writing).isCompleted();
    pair.dialer().close();
    time.advance(ofSeconds(1));
    assertThat(reading.join()).hasSize(1_000_000);
    reader.close();
  }

  @Test
  void aNarrowLineTakesTimeInProportion() throws Exception {
    assertThat(lastByteAfter(PLAN.onReads(line -> line.bytesPerSecond(100)), 3000))
        .isEqualTo(ofSeconds(30));
  }

  @Test
  void aNarrowLineHoldsTheWriterUp() throws Exception {
    Connection writer = PLAN.onWrites(line -> line.bytesPerSecond(1000)).wrap(pair.dialer(), time);
    CompletableFuture<Duration> writing =
        aside(
            () -> {
              writer.write(ByteBuffer.wrap(SENT));
              return time.elapsed();
            });
    time.advance(ofSeconds(1));
    assertThat(pair.listener().readable()).isEqualTo(1000);
    time.advance(ofSeconds(2));
    assertThat(writing).isCompletedWithValue(ofSeconds(3));
  }

  @Test
  void aDripIsOneByteAfterEachPause() throws Exception {
    assertThat(lastByteAfter(PLAN.onReads(line -> line.drip(ofSeconds(20))), 10))
        .isEqualTo(ofSeconds(200));
  }

  @Test
  void aStallBeginsAtItsByte() throws Exception {
    Connection reader =
        PLAN.onReads(line -> line.stallAt(10, ofSeconds(60))).wrap(pair.listener(), time);
    pair.dialer().write(ByteBuffer.wrap(SENT, 0, 20));
    assertThat(reader.read(ByteBuffer.allocate(100))).isEqualTo(10);
    CompletableFuture<Integer> reading = aside(() -> reader.read(ByteBuffer.allocate(100)));
    time.advance(ofSeconds(60).minusNanos(1));
    assertThat(reading).isNotDone();
    time.advance(Duration.ofNanos(1));
    assertThat(reading).isCompletedWithValue(10);
  }

  @Test
  void aStallForEverEndsWhenTheConnectionIsClosed() throws Exception {
    Connection faulty = PLAN.onBoth(line -> line.stallAt(0)).wrap(pair.listener(), time);
    CompletableFuture<Integer> reading = aside(() -> faulty.read(ByteBuffer.allocate(1)));
    CompletableFuture<Boolean> writing =
        aside(
            () -> {
              faulty.write(ByteBuffer.wrap(SENT));
              return true;
            });
    time.advance(Duration.ofDays(1000));
    assertThat(reading).isNotDone();
    assertThat(writing).isNotDone();
    faulty.close();
    time.awaitQuiet();
    assertThatThrownBy(reading::join).hasMessageContaining("the connection is closed");
    assertThatThrownBy(writing::join).hasMessageContaining("the connection is closed");
  }

  @Test
  void anInterruptedWaitClosesTheConnectionAsASocketWould() {
    Connection faulty = PLAN.onReads(line -> line.stallAt(0)).wrap(pair.listener(), time);
    CompletableFuture<Integer> reading = new CompletableFuture<>();
    Thread thread =
        time.start(
            "reads",
            () -> {
              try {
                reading.complete(faulty.read(ByteBuffer.allocate(1)));
              } catch (IOException e) {
                reading.completeExceptionally(e);
              }
            });
    time.awaitQuiet();
    thread.interrupt();
    time.awaitQuiet();
    assertThatThrownBy(reading::join).hasCauseInstanceOf(ClosedByInterruptException.class);
    assertThatThrownBy(() -> pair.listener().write(ByteBuffer.wrap(SENT)))
        .hasMessage("the connection is closed");
  }

  // Ends.

  @Test
  void aResetBreaksBothSides() throws Exception {
    Connection faulty = PLAN.onWrites(line -> line.resetAt(100)).wrap(pair.dialer(), time);
    CompletableFuture<Integer> reading = aside(() -> faulty.read(ByteBuffer.allocate(1)));
    assertThatThrownBy(() -> faulty.write(ByteBuffer.wrap(SENT)))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset by the fault plan after 100 bytes were written");
    time.awaitQuiet();
    assertThat(reading).isCompletedExceptionally();
    assertThatThrownBy(() -> pair.listener().read(ByteBuffer.allocate(1)))
        .hasMessage("connection reset by 127.0.0.1:50000");
    assertThatThrownBy(() -> pair.listener().write(ByteBuffer.wrap(SENT)))
        .hasMessage("connection reset by 127.0.0.1:50000");
  }

  @Test
  void aReaderGetsWhatCameBeforeTheReset() throws Exception {
    Connection faulty = PLAN.onReads(line -> line.resetAt(100)).wrap(pair.listener(), time);
    pair.dialer().write(ByteBuffer.wrap(SENT));
    ByteBuffer buffer = ByteBuffer.allocate(200);
    assertThat(faulty.read(buffer)).isEqualTo(100);
    assertThatThrownBy(() -> faulty.read(buffer))
        .hasMessage("connection reset by the fault plan after 100 bytes were read");
    assertThatThrownBy(() -> faulty.read(buffer))
        .hasMessage("connection reset by the fault plan after 100 bytes were read");
  }

  @Test
  void oneDirectionEndsAndTheOtherGoesOn() throws Exception {
    Connection faulty = PLAN.onBoth(line -> line.endAt(10)).wrap(pair.dialer(), time);
    faulty.write(ByteBuffer.wrap(SENT));
    assertThat(all(pair.listener(), 100)).isEqualTo(Arrays.copyOf(SENT, 10));
    pair.listener().write(ByteBuffer.wrap(SENT));
    assertThat(all(faulty, 100)).isEqualTo(Arrays.copyOf(SENT, 10));
    faulty.write(ByteBuffer.wrap(SENT));
  }

  // The plan itself.

  @Test
  void saysWhatItDoes() {
    FaultPlan plan =
        PLAN.onReads(line -> line.splitRandomly(40).delay(ofMillis(5), ofMillis(80)).stallAt(9))
            .onWrites(
                line ->
                    line.bytesPerSecond(100)
                        .corrupt(0.5)
                        .dropAt(3, 2)
                        .dropAt(9, 1)
                        .stallAt(4, ofMillis(7))
                        .resetAt(50));
    assertThat(plan)
        .hasToString(
            "faults of seed 7; reads: pieces of 1 to 40, delay 5 to 80 ms, stall at 9 for ever;"
                + " writes: 100 bytes/s, corrupt 0.5, drop 2 at 3 and at 9, stall at 4 for 7 ms,"
                + " reset at 50");
    assertThat(PLAN).hasToString("faults of seed 7; reads: as it is; writes: as it is");
  }

  @Test
  void isAValue() {
    FaultPlan plan = PLAN.onReads(line -> line.split(1));
    assertThat(plan)
        .isEqualTo(FaultPlan.seeded(7).onReads(line -> line.split(1)))
        .hasSameHashCodeAs(FaultPlan.seeded(7).onReads(line -> line.split(1)))
        .isNotEqualTo(PLAN)
        .isNotEqualTo(plan.withSeed(8));
    assertThat(PLAN).as("unchanged").isEqualTo(FaultPlan.seeded(7));
    assertThat(plan.onReads(line -> line.resetAt(9)))
        .isEqualTo(PLAN.onReads(line -> line.resetAt(9).split(1)));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    List<Consumer<Faults>> wrong =
        List.of(
            line -> line.split(0),
            line -> line.splitRandomly(-1),
            line -> line.delay(ofMillis(-1)),
            line -> line.delay(ofMillis(2), ofMillis(1)),
            line -> line.bytesPerSecond(0),
            line -> line.drip(Duration.ZERO),
            line -> line.corrupt(1.1),
            line -> line.drop(-0.1),
            line -> line.duplicate(Double.NaN),
            line -> line.corruptAt(-1),
            line -> line.dropAt(0, 0),
            line -> line.stallAt(-1),
            line -> line.stallAt(0, ofMillis(-1)),
            line -> line.resetAt(-1),
            line -> line.endAt(-1));
    for (Consumer<Faults> each : wrong) {
      assertThatIllegalArgumentException().isThrownBy(() -> PLAN.onReads(each));
    }
  }

  @Test
  void wrapsAllThatADialerAndAListenerMakeEachDifferently() throws Exception {
    Endpoint place = new Endpoint("bob", 1);
    FaultPlan plan = PLAN.onWrites(line -> line.corrupt(0.1));
    List<byte[]> received = new ArrayList<>();
    try (PipeNetwork network = new PipeNetwork(Pipes.on(time));
        var listener = plan.wrap(network.listen(place), time)) {
      assertThat(listener.local()).isEqualTo(place);
      Dialer dialer = plan.wrap(network, time);
      for (int i = 0; i < 2; i++) {
        try (Connection ours = dialer.dial(place, ofSeconds(1));
            Connection theirs = listener.accept()) {
          assertThat(ours.remote()).isEqualTo(place);
          assertThat(ours.local()).isEqualTo(theirs.remote());
          for (var way : List.of(List.of(ours, theirs), List.of(theirs, ours))) {
            way.get(0).write(ByteBuffer.wrap(SENT));
            ByteBuffer buffer = ByteBuffer.allocate(SENT.length);
            assertThat(way.get(1).read(buffer)).isEqualTo(SENT.length);
            received.add(buffer.array());
          }
        }
      }
    }
    assertThat(received.get(0)).as("the same number of the same plan").isEqualTo(received.get(1));
    assertThat(received.get(2)).isEqualTo(received.get(3)).isNotEqualTo(received.get(0));
  }

  @Test
  void wrapsARealSocket() throws Exception {
    FaultPlan plan =
        PLAN.onWrites(line -> line.splitRandomly(300).corruptAt(17).delay(ofMillis(1)))
            .onReads(line -> line.split(1).resetAt(SENT.length));
    try (SystemRuntime runtime = new SystemRuntime();
        TcpListener listener = TcpListener.listen(new Endpoint("127.0.0.1", 0));
        Connection ours = plan.wrap(Dialer.TCP.dial(listener.local(), ofSeconds(5)), runtime);
        Connection theirs = listener.accept()) {
      CompletableFuture<byte[]> far = new CompletableFuture<>();
      runtime.start("far", () -> echo(theirs, far));
      ours.write(ByteBuffer.wrap(SENT));
      ByteBuffer back = ByteBuffer.allocate(SENT.length);
      while (back.hasRemaining()) {
        assertThat(ours.read(back)).isOne();
      }
      assertThat(back.array()[17]).isNotEqualTo(SENT[17]);
      back.array()[17] = SENT[17];
      assertThat(back.array()).isEqualTo(SENT);
      assertThatThrownBy(() -> ours.read(ByteBuffer.allocate(1)))
          .hasMessageContaining("connection reset by the fault plan");
      assertThat(far.handle((bytes, failure) -> failure instanceof CompletionException).join())
          .isFalse();
    }
  }

  private static void echo(Connection connection, CompletableFuture<byte[]> done) {
    ByteBuffer buffer = ByteBuffer.allocate(1000);
    try {
      while (connection.read(buffer) >= 0) {
        connection.write(buffer.flip());
        buffer.clear();
      }
      done.complete(buffer.array());
    } catch (IOException e) {
      done.completeExceptionally(e);
    }
  }
}
