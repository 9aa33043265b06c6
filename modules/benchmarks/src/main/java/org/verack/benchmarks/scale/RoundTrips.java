package org.verack.benchmarks.scale;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.bitcoinj.utils.Threading;
import org.verack.peer.Peer;
import org.verack.wire.FrameChecksum;
import org.verack.wire.chain.Block;

/**
 * Pings, one after another: while nothing else happens, and while the side that answers sends
 * blocks as fast as it can. Answers then queue behind blocks, so that the time is that of the
 * queue.
 */
final class RoundTrips implements Row {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PING = 32;
  private static final int DISTINCT = 16;

  /** How many blocks the bare stream and bitcoinj's hold in their queues; ours holds 4 MiB. */
  private static final int QUEUE = 4;

  @Override
  public String name() {
    return "ping";
  }

  @Override
  public int heap() {
    return 1024;
  }

  private static int blocks(Size size) {
    return size.pick(5, 500);
  }

  @Override
  public void measure(String contender, Size size, Figures figures) throws Exception {
    switch (contender) {
      case VERACK, ENCRYPTED -> measureOurs(contender, size, figures);
      case BITCOINJ -> measureTheirs(size, figures);
      default -> measureBare(size, figures);
    }
  }

  private static void measureIdle(Parallel.Task ping, Size size, Figures figures) throws Exception {
    SmallMessages.onVirtualThread(
        () -> {
          for (int i = 0; i < size.pick(100, 20_000); i++) {
            ping.run();
          }
          long[] times = new long[size.pick(100, 20_000)];
          for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            ping.run();
            times[i] = System.nanoTime() - begin;
          }
          figures.putTimes("idle", times);
        });
  }

  /** Pings as long as the stream runs. */
  private static void measureLoaded(
      Parallel.Task stream, Semaphore arrived, Parallel.Task ping, Size size, Figures figures)
      throws Exception {
    CompletableFuture<Void> sending = new CompletableFuture<>();
    Thread unused =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    stream.run();
                    sending.complete(null);
                  } catch (Exception e) {
                    sending.completeExceptionally(e);
                  }
                });
    arrived.acquire();
    int left = blocks(size) - 1;
    long[] times = new long[100_000];
    int count = 0;
    while (left > 0 && count < times.length) {
      long begin = System.nanoTime();
      ping.run();
      times[count++] = System.nanoTime() - begin;
      left -= arrived.drainPermits();
    }
    arrived.acquire(Math.max(0, left));
    Void unusedResult = sending.get();
    figures.putTimes("loaded", Arrays.copyOf(times, count));
  }

  private static void measureOurs(String contender, Size size, Figures figures) throws Exception {
    List<Block> blocks = Blocks.parsed(DISTINCT);
    try (VerackPairs pairs = new VerackPairs(contender)) {
      pairs.open(1);
      Peer asking = pairs.dialer();
      Parallel.Task ping =
          () -> {
            Duration unused = asking.ping(PATIENCE);
          };
      measureIdle(ping, size, figures);
      Semaphore arrived = new Semaphore(0);
      asking.on(Block.class, (peer, block) -> arrived.release());
      measureLoaded(
          () -> {
            for (int i = 0; i < blocks(size); i++) {
              pairs.listener().send(blocks.get(i % DISTINCT));
            }
          },
          arrived,
          ping,
          size,
          figures);
    }
  }

  private static void measureTheirs(Size size, Figures figures) throws Exception {
    List<org.bitcoinj.core.Block> blocks = new ArrayList<>();
    for (byte[] bytes : Blocks.distinct(DISTINCT)) {
      blocks.add(org.bitcoinj.core.Block.read(ByteBuffer.wrap(bytes)));
    }
    try (BitcoinjPairs pairs = new BitcoinjPairs()) {
      pairs.open(1);
      Parallel.Task ping =
          () -> {
            Object unused = pairs.dialer().sendPing().get();
          };
      measureIdle(ping, size, figures);
      Semaphore arrived = new Semaphore(0);
      pairs
          .dialer()
          .addPreMessageReceivedEventListener(
              Threading.SAME_THREAD,
              (peer, message) -> {
                if (message instanceof org.bitcoinj.core.Block) {
                  arrived.release();
                  return null;
                }
                return message;
              });
      measureLoaded(
          () -> {
            List<Future<?>> written = new ArrayList<>();
            for (int i = 0; i < blocks(size); i++) {
              written.add(pairs.listener().sendMessage(blocks.get(i % DISTINCT)));
              if (i >= QUEUE) {
                Object unused = written.get(i - QUEUE).get();
              }
            }
          },
          arrived,
          ping,
          size,
          figures);
    }
  }

  /**
   * Echo on virtual threads: who asks reads the answer himself. While the stream runs, answers go
   * through a queue of the writer, behind blocks, and blocks are digested by who reads them.
   */
  private static void measureBare(Size size, Figures figures) throws Exception {
    try (ServerSocketChannel server = BarePairs.listen();
        SocketChannel asking = SocketChannel.open(server.getLocalAddress());
        SocketChannel answering = server.accept()) {
      asking.setOption(StandardSocketOptions.TCP_NODELAY, true);
      answering.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Thread echo = Thread.ofVirtual().start(() -> echo(answering));
      ByteBuffer message = ByteBuffer.allocate(PING);
      measureIdle(
          () -> {
            Bare.write(asking, message.clear());
            if (!Bare.fill(asking, message.clear())) {
              throw new IOException("the echo is gone");
            }
          },
          size,
          figures);
      asking.shutdownOutput();
      echo.join();
    }
    measureBareLoaded(size, figures);
  }

  private static void echo(SocketChannel socket) {
    ByteBuffer message = ByteBuffer.allocate(PING);
    try {
      while (Bare.fill(socket, message.clear())) {
        Bare.write(socket, message.flip());
      }
    } catch (IOException e) {
      // Closed in the end.
    }
  }

  private static void measureBareLoaded(Size size, Figures figures) throws Exception {
    List<byte[]> blocks = Blocks.distinct(DISTINCT);
    int length = blocks.getFirst().length;
    ArrayBlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
    Semaphore arrived = new Semaphore(0);
    Semaphore answered = new Semaphore(0);
    try (ServerSocketChannel server = BarePairs.listen();
        SocketChannel asking = SocketChannel.open(server.getLocalAddress());
        SocketChannel answering = server.accept()) {
      Thread unused = Thread.ofVirtual().start(() -> writeAll(answering, queue));
      unused = Thread.ofVirtual().start(() -> answerAll(answering, queue));
      unused = Thread.ofVirtual().start(() -> readAll(asking, length, arrived, answered));
      measureLoaded(
          () -> {
            for (int i = 0; i < blocks(size); i++) {
              queue.put(blocks.get(i % DISTINCT));
            }
          },
          arrived,
          () -> {
            Bare.write(asking, ByteBuffer.allocate(PING));
            answered.acquire();
          },
          size,
          figures);
    }
  }

  /** The first byte of what is written tells a block (its version's) from an answer (zero). */
  private static void writeAll(SocketChannel socket, ArrayBlockingQueue<byte[]> queue) {
    try {
      while (true) {
        byte[] next = queue.take();
        Bare.write(socket, ByteBuffer.wrap(new byte[] {(byte) (next.length == PING ? 0 : 1)}));
        Bare.write(socket, ByteBuffer.wrap(next));
      }
    } catch (IOException | InterruptedException e) {
      // Closed in the end.
    }
  }

  private static void answerAll(SocketChannel socket, ArrayBlockingQueue<byte[]> queue) {
    try {
      ByteBuffer message = ByteBuffer.allocate(PING);
      while (Bare.fill(socket, message.clear())) {
        queue.put(message.array().clone());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void readAll(
      SocketChannel socket, int length, Semaphore arrived, Semaphore answered) {
    FrameChecksum checksum = FrameChecksum.sha256d();
    ByteBuffer kind = ByteBuffer.allocate(1);
    ByteBuffer target = ByteBuffer.allocate(length);
    while (Bare.fill(socket, kind.clear())) {
      boolean answer = kind.get(0) == 0;
      if (!Bare.fill(socket, target.clear().limit(answer ? PING : length))) {
        return;
      }
      if (answer) {
        answered.release();
      } else if (checksum.of(target.array(), 0, length) != 0) {
        arrived.release();
      }
    }
  }

  @Override
  public List<Line> lines(Size size) {
    String loaded = " while " + blocks(size) + " MB of blocks come, us";
    return List.of(
        Line.atMostTimesFloor("idle-p50", "round trip of a ping, p50, us", 1.3),
        Line.reported("idle-p99", "round trip of a ping, p99, us"),
        Line.reported("loaded-p50", "round trip of a ping, p50" + loaded),
        Line.reported("loaded-p99", "round trip of a ping, p99" + loaded));
  }
}
