package org.verack.peer.testkit.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.time.VirtualRuntime;

class PipesTest {

  private final VirtualRuntime time = new VirtualRuntime();
  private final Pipes pipes = Pipes.on(time).capacity(16);

  @AfterEach
  void noThreadIsLeft() {
    time.awaitQuiet();
    assertThat(time.threads()).isEmpty();
  }

  private <T> CompletableFuture<T> aside(Callable<T> call) {
    CompletableFuture<T> result = time.async("aside", call);
    time.awaitQuiet();
    return result;
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  private static byte[] read(Connection connection, int most) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(most);
    int count = connection.read(buffer);
    return count < 0 ? new byte[0] : Arrays.copyOf(buffer.array(), count);
  }

  @Test
  void whatOneWritesTheOtherReads() throws IOException {
    try (Pipes.Pair pair = Pipes.pair()) {
      pair.dialer().write(bytes(1, 2, 3));
      pair.listener().write(bytes(9));
      assertThat(pair.listener().readable()).isEqualTo(3);
      assertThat(read(pair.listener(), 2)).containsExactly(1, 2);
      assertThat(read(pair.listener(), 100)).containsExactly(3);
      assertThat(read(pair.dialer(), 100)).containsExactly(9);
    }
  }

  @Test
  void eachSideKnowsWhereItIs() {
    Endpoint here = new Endpoint("alice", 1);
    Endpoint there = new Endpoint("bob", 2);
    Pipes.Pair pair = Pipes.inRealTime().between(here, there).open();
    assertThat(pair.dialer().local()).isEqualTo(here);
    assertThat(pair.dialer().remote()).isEqualTo(there);
    assertThat(pair.listener().local()).isEqualTo(there);
    assertThat(pair.listener()).hasToString("bob:2 to alice:1");
  }

  @Test
  void aReaderWaitsForTheFirstByte() throws IOException {
    Pipes.Pair pair = pipes.open();
    CompletableFuture<byte[]> read = aside(() -> read(pair.listener(), 100));
    assertThat(read).isNotDone();
    pair.dialer().write(bytes(7));
    time.awaitQuiet();
    assertThat(read.join()).containsExactly(7);
  }

  @Test
  void aWriterWaitsWhileThePipeIsFull() throws IOException {
    Pipes.Pair pair = pipes.open();
    byte[] sent = new byte[50];
    new Random(1).nextBytes(sent);
    CompletableFuture<Boolean> written =
        aside(
            () -> {
              pair.dialer().write(ByteBuffer.wrap(sent));
              return true;
            });
    assertThat(written).isNotDone();
    assertThat(pair.listener().readable()).isEqualTo(16);
    ByteBuffer got = ByteBuffer.allocate(50);
    while (got.hasRemaining()) {
      got.put(read(pair.listener(), 7));
      time.awaitQuiet();
      assertThat(pair.listener().readable()).isLessThanOrEqualTo(16);
    }
    assertThat(written).isCompletedWithValue(true);
    assertThat(got.array()).isEqualTo(sent);
  }

  @Test
  void aMegabyteArrivesWhole() {
    for (int capacity : new int[] {1000, 511, 64 * 1024}) {
      Pipes.Pair pair = Pipes.on(time).capacity(capacity).open();
      byte[] sent = new byte[1_000_000];
      new Random(2).nextBytes(sent);
      time.start("writes", () -> writeInPieces(pair.dialer(), sent));
      CompletableFuture<byte[]> read = aside(() -> readAll(pair.listener()));
      assertThat(read.join()).isEqualTo(sent);
    }
  }

  private static void writeInPieces(PipeConnection connection, byte[] all) {
    Random random = new Random(3);
    try {
      for (int at = 0; at < all.length; ) {
        int count = Math.min(all.length - at, 1 + random.nextInt(3000));
        connection.write(ByteBuffer.wrap(all, at, count));
        at += count;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    connection.closeOutput();
  }

  private static byte[] readAll(PipeConnection connection) throws IOException {
    Random random = new Random(4);
    ByteBuffer all = ByteBuffer.allocate(1_000_001);
    do {
      all.limit(Math.min(all.capacity(), all.position() + 1 + random.nextInt(4000)));
    } while (connection.read(all) >= 0);
    return Arrays.copyOf(all.array(), all.position());
  }

  @Test
  void aClosedOutputIsTheEndAfterWhatWasWritten() throws IOException {
    Pipes.Pair pair = pipes.open();
    pair.dialer().write(bytes(1, 2));
    pair.dialer().closeOutput();
    assertThatThrownBy(() -> pair.dialer().write(bytes(3)))
        .isInstanceOf(IOException.class)
        .hasMessage("the output is closed");
    assertThat(read(pair.listener(), 10)).containsExactly(1, 2);
    assertThat(pair.listener().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    pair.listener().write(bytes(4));
    assertThat(read(pair.dialer(), 10)).containsExactly(4);
  }

  @Test
  void theOtherSideReadsWhatWasWrittenBeforeTheClose() throws IOException {
    Pipes.Pair pair = pipes.open();
    pair.dialer().write(bytes(1, 2));
    pair.listener().write(bytes(3));
    pair.dialer().close();
    assertThat(read(pair.listener(), 10)).containsExactly(1, 2);
    assertThat(pair.listener().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    assertThatThrownBy(() -> pair.listener().write(bytes(4)))
        .isInstanceOf(IOException.class)
        .hasMessage("broken pipe: 127.0.0.1:50000 has closed the connection");
    assertThatThrownBy(() -> pair.dialer().read(ByteBuffer.allocate(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("the connection is closed");
    assertThatThrownBy(() -> pair.dialer().write(bytes(4))).hasMessage("the connection is closed");
    pair.dialer().close();
  }

  @Test
  void closingWakesTheOwnThreads() {
    Pipes.Pair pair = pipes.open();
    CompletableFuture<byte[]> read = aside(() -> read(pair.dialer(), 1));
    CompletableFuture<Void> write =
        aside(
            () -> {
              pair.dialer().write(ByteBuffer.allocate(100));
              return null;
            });
    pair.dialer().close();
    time.awaitQuiet();
    assertThatThrownBy(read::join).hasRootCauseInstanceOf(IOException.class);
    assertThatThrownBy(write::join).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void closingWakesTheThreadsOfTheOtherSide() {
    Pipes.Pair pair = pipes.open();
    CompletableFuture<byte[]> read = aside(() -> read(pair.listener(), 1));
    CompletableFuture<Void> write =
        aside(
            () -> {
              pair.listener().write(ByteBuffer.allocate(100));
              return null;
            });
    pair.dialer().close();
    time.awaitQuiet();
    assertThat(read.join()).isEmpty();
    assertThatThrownBy(write::join).hasMessageContaining("broken pipe");
  }

  @Test
  void anInterruptClosesAsWithASocket() {
    Pipes.Pair pair = pipes.open();
    CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
    Thread reader =
        time.start(
            "reads",
            () -> {
              assertThatThrownBy(() -> read(pair.listener(), 1))
                  .isInstanceOf(ClosedByInterruptException.class);
              stillInterrupted.complete(Thread.interrupted());
            });
    time.awaitQuiet();
    reader.interrupt();
    time.awaitQuiet();
    assertThat(stillInterrupted).isCompletedWithValue(true);
    assertThatThrownBy(() -> pair.dialer().write(bytes(1))).isInstanceOf(IOException.class);
  }

  @Test
  void aNetworkConnectsByName() throws Exception {
    try (PipeNetwork network = new PipeNetwork(pipes)) {
      PipeListener alice = network.listen(new Endpoint("alice.example", 8333));
      PipeListener bob = network.listen(new Endpoint("bob.example", 8333));
      CompletableFuture<PipeConnection> accepted = aside(bob::accept);
      Connection dialed =
          network.from("10.0.0.7").dial(new Endpoint("bob.example", 8333), Duration.ofSeconds(5));
      time.awaitQuiet();
      dialed.write(bytes(5));
      assertThat(read(accepted.join(), 1)).containsExactly(5);
      assertThat(accepted.join().remote()).isEqualTo(dialed.local());
      assertThat(dialed.local().host()).isEqualTo("10.0.0.7");
      assertThat(dialed.remote()).isEqualTo(bob.local());
      assertThat(alice.local().port()).isEqualTo(8333);
    }
  }

  @Test
  void nobodyListensTwiceInOnePlace() throws Exception {
    PipeNetwork network = new PipeNetwork();
    PipeListener first = network.listen(new Endpoint("here", 0));
    assertThat(first.local().port()).isPositive();
    assertThat(network.listen(new Endpoint("here", 0)).local()).isNotEqualTo(first.local());
    assertThatThrownBy(() -> network.listen(first.local())).isInstanceOf(BindException.class);
    first.close();
    network.listen(first.local());
    network.close();
  }

  @Test
  void whereNobodyListensConnectionsAreRefused() throws Exception {
    PipeNetwork network = new PipeNetwork(pipes);
    Endpoint endpoint = new Endpoint("here", 1);
    assertThatThrownBy(() -> network.dial(endpoint, Duration.ofSeconds(1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("here:1");
    PipeListener listener = network.listen(endpoint);
    Connection waiting = network.dial(endpoint, Duration.ofSeconds(1));
    CompletableFuture<PipeConnection> accepted = aside(() -> accept(listener, 2));
    listener.close();
    listener.close();
    time.awaitQuiet();
    assertThat(accepted).isCompletedExceptionally();
    assertThatThrownBy(listener::accept).hasMessage("the listener at here:1 is closed");
    assertThatThrownBy(() -> network.dial(endpoint, Duration.ofSeconds(1)))
        .isInstanceOf(ConnectException.class);
    waiting.close();
  }

  private static PipeConnection accept(PipeListener listener, int count) throws IOException {
    PipeConnection last = listener.accept();
    for (int i = 1; i < count; i++) {
      last = listener.accept();
    }
    return last;
  }

  @Test
  void whatNobodyAcceptsIsClosedWithTheListener() throws Exception {
    PipeNetwork network = new PipeNetwork(pipes);
    PipeListener listener = network.listen(new Endpoint("here", 1));
    Connection dialed = network.dial(listener.local(), Duration.ofSeconds(1));
    network.close();
    assertThat(dialed.read(ByteBuffer.allocate(1))).isEqualTo(-1);
  }

  @Test
  void dialingTimesOutWhileTooManyWait() throws Exception {
    PipeNetwork network = new PipeNetwork(pipes);
    PipeListener listener = network.listen(new Endpoint("here", 1));
    for (int i = 0; i < 128; i++) {
      network.dial(listener.local(), Duration.ofSeconds(5));
    }
    CompletableFuture<Connection> late =
        aside(() -> network.dial(listener.local(), Duration.ofSeconds(5)));
    CompletableFuture<Connection> patient =
        aside(() -> network.dial(listener.local(), Duration.ofSeconds(9)));
    time.advance(Duration.ofSeconds(5));
    assertThatThrownBy(late::join).hasRootCauseInstanceOf(SocketTimeoutException.class);
    listener.accept();
    time.awaitQuiet();
    assertThat(patient).isCompleted();
    network.close();
  }

  @Test
  void aHeldReaderWaitsThoughThereIsSomethingToRead() throws IOException {
    Pipes.Pair pair = pipes.open();
    CompletableFuture<byte[]> begun = aside(() -> read(pair.listener(), 100));
    pair.listener().holdInput();
    pair.dialer().write(bytes(7));
    time.awaitQuiet();
    assertThat(begun).isNotDone();
    assertThat(pair.listener().readable()).isOne();
    pair.listener().releaseInput();
    time.awaitQuiet();
    assertThat(begun.join()).containsExactly(7);
    pair.listener().holdInput();
    pair.dialer().close();
    CompletableFuture<byte[]> atTheEnd = aside(() -> read(pair.listener(), 100));
    assertThat(atTheEnd).as("the end waits, too").isNotDone();
    pair.listener().close();
    time.awaitQuiet();
    assertThatThrownBy(atTheEnd::join).hasMessageContaining("the connection is closed");
  }

  @Test
  void aResetLosesWhatIsOnItsWayAndFailsTheOtherSide() throws IOException {
    Pipes.Pair pair = pipes.open();
    pair.dialer().write(bytes(1));
    CompletableFuture<byte[]> reading = aside(() -> read(pair.dialer(), 1));
    pair.dialer().reset();
    time.awaitQuiet();
    assertThatThrownBy(() -> read(pair.listener(), 1))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset by 127.0.0.1:50000");
    assertThatThrownBy(() -> pair.listener().write(bytes(1)))
        .hasMessage("connection reset by 127.0.0.1:50000");
    assertThatThrownBy(reading::join).hasMessageContaining("the connection is closed");
    assertThatThrownBy(() -> pair.dialer().write(bytes(1))).hasMessage("the connection is closed");
  }
}
