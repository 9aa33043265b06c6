package org.verack.benchmarks.scale;

import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.bitcoinj.utils.Threading;
import org.verack.wire.FrameChecksum;
import org.verack.wire.chain.Block;

/** Blocks of 1 MB over one connection, checked and decoded at the other end. */
final class BlockStream implements Row {

  private static final int DISTINCT = 32;

  @Override
  public String name() {
    return "blocks";
  }

  @Override
  public int heap() {
    return 1024;
  }

  @Override
  public void measure(String contender, Size size, Figures figures) throws Exception {
    switch (contender) {
      case VERACK, ENCRYPTED -> measureOurs(contender, size, figures);
      case BITCOINJ -> measureTheirs(size, figures);
      default -> measureBare(size, figures);
    }
  }

  private static void measure(Parallel.Task aHundred, Size size, Figures figures) throws Exception {
    int rounds = size.pick(1, 5);
    aHundred.run();
    aHundred.run();
    long begin = System.nanoTime();
    long cpu = Machine.cpuNanos();
    for (int i = 0; i < rounds; i++) {
      aHundred.run();
    }
    double megabytes = rounds * blocks(size) * (Blocks.distinct(1).getFirst().length / 1e6);
    figures.put("rate", megabytes / ((System.nanoTime() - begin) / 1e9));
    figures.put("cpu", (Machine.cpuNanos() - cpu) / 1e3 / megabytes);
  }

  private static int blocks(Size size) {
    return size.pick(4, 100);
  }

  private static void measureOurs(String contender, Size size, Figures figures) throws Exception {
    List<Block> blocks = Blocks.parsed(DISTINCT);
    try (VerackPairs pairs = new VerackPairs(contender)) {
      pairs.open(1);
      Semaphore arrived = new Semaphore(0);
      pairs.listener().on(Block.class, (peer, block) -> arrived.release());
      measure(
          () -> {
            SmallMessages.onVirtualThread(
                () -> {
                  for (int i = 0; i < blocks(size); i++) {
                    pairs.dialer().send(blocks.get(i % DISTINCT));
                  }
                });
            arrived.acquire(blocks(size));
          },
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
      Semaphore arrived = new Semaphore(0);
      pairs
          .listener()
          .addPreMessageReceivedEventListener(
              Threading.SAME_THREAD,
              (peer, message) -> {
                if (message instanceof org.bitcoinj.core.Block) {
                  arrived.release();
                }
                return null;
              });
      measure(
          () -> {
            List<Future<?>> written = new ArrayList<>();
            for (int i = 0; i < blocks(size); i++) {
              written.add(pairs.dialer().sendMessage(blocks.get(i % DISTINCT)));
              if (i >= 4) {
                // More than 32 MiB in its queue end the connection.
                Object unused = written.get(i - 4).get();
              }
            }
            arrived.acquire(blocks(size));
          },
          size,
          figures);
    }
  }

  /** One virtual thread writes frames that are ready, another reads and digests them. */
  private static void measureBare(Size size, Figures figures) throws Exception {
    List<byte[]> blocks = Blocks.distinct(DISTINCT);
    int length = 24 + blocks.getFirst().length;
    Semaphore arrived = new Semaphore(0);
    try (ServerSocketChannel server = BarePairs.listen();
        SocketChannel sender = SocketChannel.open(server.getLocalAddress());
        SocketChannel receiver = server.accept()) {
      Thread unused =
          Thread.ofVirtual()
              .start(
                  () -> {
                    ByteBuffer target = ByteBuffer.allocate(length);
                    FrameChecksum checksum = FrameChecksum.sha256d();
                    while (Bare.fill(receiver, target.clear())) {
                      if (checksum.of(target.array(), 24, length - 24) != 0) {
                        arrived.release();
                      }
                    }
                  });
      measure(
          () -> {
            SmallMessages.onVirtualThread(
                () -> {
                  for (int i = 0; i < blocks(size); i++) {
                    Bare.write(sender, ByteBuffer.allocate(24));
                    Bare.write(sender, ByteBuffer.wrap(blocks.get(i % DISTINCT)));
                  }
                });
            arrived.acquire(blocks(size));
          },
          size,
          figures);
    }
  }

  @Override
  public List<Line> lines(Size size) {
    return List.of(
        Line.atLeastTimesFloor("rate", "blocks of 1 MB checked and decoded, MB/s", 0.85),
        Line.reported("cpu", "CPU per MB, both ends, us"));
  }
}
