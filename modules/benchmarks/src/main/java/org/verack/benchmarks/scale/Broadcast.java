package org.verack.benchmarks.scale;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.net.NioClientManager;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.EncodedMessage;
import org.verack.wire.FrameChecksum;
import org.verack.wire.Network;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;

/**
 * One block of 1 MB to a hundred peers at a time. Nobody on the other side looks at it: the
 * receivers say what a handshake needs, and drain.
 */
final class Broadcast implements Row {

  @Override
  public String name() {
    return "broadcast";
  }

  @Override
  public List<String> contenders() {
    return List.of(FLOOR, VERACK, BITCOINJ);
  }

  @Override
  public int heap() {
    return 1024;
  }

  private static int peers(Size size) {
    return size.pick(3, 100);
  }

  private static int rounds(Size size) {
    return size.pick(2, 15);
  }

  /** What listens, greets with bytes that it does not understand, and counts what comes. */
  private static final class Drain implements AutoCloseable {
    private final ServerSocketChannel server = BarePairs.listen();
    private final AtomicLong received = new AtomicLong();
    private final byte[] greeting;

    Drain(byte[] greeting) throws IOException {
      this.greeting = greeting;
      Thread unused = Thread.ofVirtual().start(this::acceptAll);
    }

    private void acceptAll() {
      try {
        while (true) {
          SocketChannel socket = server.accept();
          Thread unused = Thread.ofVirtual().start(() -> drain(socket));
        }
      } catch (IOException e) {
        // Closed in the end.
      }
    }

    private void drain(SocketChannel socket) {
      try (socket) {
        Bare.write(socket, ByteBuffer.wrap(greeting));
        ByteBuffer target = ByteBuffer.allocate(64 * 1024);
        int count;
        while ((count = socket.read(target.clear())) >= 0) {
          received.addAndGet(count);
        }
      } catch (IOException e) {
        // The other end is gone.
      }
    }

    InetSocketAddress address() throws IOException {
      return (InetSocketAddress) server.getLocalAddress();
    }

    void await(long bytes) throws InterruptedException {
      while (received.get() < bytes) {
        Thread.sleep(1);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** Sends the block of a round to all. */
  @FunctionalInterface
  private interface Sender {
    void send(int round) throws Exception;
  }

  private static void measure(Drain drain, Sender sender, Size size, Figures figures)
      throws Exception {
    long block = Blocks.distinct(1).getFirst().length;
    int warmUp = rounds(size) / 3;
    long begin = 0;
    long cpu = 0;
    for (int round = 0; round < warmUp + rounds(size); round++) {
      if (round == warmUp) {
        begin = System.nanoTime();
        cpu = Machine.cpuNanos();
      }
      long already = drain.received.get();
      sender.send(round);
      drain.await(already + block * peers(size));
    }
    figures.put("ms", (System.nanoTime() - begin) / 1e6 / rounds(size));
    figures.put("cpu", (Machine.cpuNanos() - cpu) / 1e6 / rounds(size));
  }

  @Override
  public void measure(String contender, Size size, Figures figures) throws Exception {
    try (Drain drain = new Drain(contender.equals(FLOOR) ? new byte[0] : Greeting.frames())) {
      switch (contender) {
        case VERACK -> measureOurs(drain, size, figures);
        case BITCOINJ -> measureTheirs(drain, size, figures);
        default -> measureBare(drain, size, figures);
      }
    }
  }

  private static void measureOurs(Drain drain, Size size, Figures figures) throws Exception {
    AtomicLong hashed = new AtomicLong();
    Network network =
        VerackPairs.NETWORK.toBuilder().checksum(new CountingChecksum(hashed)).build();
    List<Block> blocks = Blocks.parsed(2 * rounds(size));
    PeerConfig config = PeerConfig.builder(network).encryption(PeerConfig.Encryption.OFF).build();
    try (PeerContext context = PeerContext.create()) {
      Parallel.times(
          peers(size),
          PeerPairs.AT_ONCE,
          () -> Peer.outbound(context, config).connect(Endpoint.of(drain.address())));
      List<Peer> peers = context.peers();
      WireFormat format = WireFormat.witness(peers.getFirst().negotiation().protocolVersion());
      hashed.set(0);
      measure(
          drain,
          round ->
              SmallMessages.onVirtualThread(
                  () -> {
                    EncodedMessage once = network.encode(blocks.get(round), format);
                    for (Peer peer : peers) {
                      peer.send(once);
                    }
                  }),
          size,
          figures);
      int sent = rounds(size) + rounds(size) / 3;
      figures.put("checksums", hashed.doubleValue() / sent);
    }
  }

  /** Counts the checksums of what is as long as a block. */
  private record CountingChecksum(AtomicLong count) implements FrameChecksum {
    @Override
    public Running begin() {
      return FrameChecksum.sha256d().begin();
    }

    @Override
    public int of(byte[] array, int offset, int length) {
      if (length > 500_000) {
        count.incrementAndGet();
      }
      return FrameChecksum.sha256d().of(array, offset, length);
    }
  }

  private static void measureTheirs(Drain drain, Size size, Figures figures) throws Exception {
    List<org.bitcoinj.core.Block> blocks = new ArrayList<>();
    for (byte[] bytes : Blocks.distinct(2 * rounds(size))) {
      blocks.add(org.bitcoinj.core.Block.read(ByteBuffer.wrap(bytes)));
    }
    org.bitcoinj.core.Context.propagate(BitcoinjPairs.CONTEXT);
    NioClientManager clients = new NioClientManager();
    clients.startAsync();
    clients.awaitRunning();
    List<org.bitcoinj.core.Peer> peers = new ArrayList<>();
    for (int i = 0; i < peers(size); i++) {
      org.bitcoinj.core.Peer peer = BitcoinjPairs.peer(PeerAddress.simple(drain.address()));
      Object unused = clients.openConnection(drain.address(), peer);
      unused = peer.getVersionHandshakeFuture().get();
      peers.add(peer);
    }
    measure(
        drain,
        round -> {
          for (org.bitcoinj.core.Peer peer : peers) {
            Object unused = peer.sendMessage(blocks.get(round));
          }
        },
        size,
        figures);
  }

  /** A thread for each connection writes what it is given. */
  private static void measureBare(Drain drain, Size size, Figures figures) throws Exception {
    List<byte[]> blocks = Blocks.distinct(2 * rounds(size));
    List<ArrayBlockingQueue<byte[]>> queues = new ArrayList<>();
    for (int i = 0; i < peers(size); i++) {
      SocketChannel socket = SocketChannel.open(drain.address());
      ArrayBlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(4);
      queues.add(queue);
      Thread unused =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (socket) {
                      while (true) {
                        Bare.write(socket, ByteBuffer.wrap(queue.take()));
                      }
                    } catch (IOException | InterruptedException e) {
                      // The end of the measurement is the end of the process.
                    }
                  });
    }
    measure(
        drain,
        round -> {
          for (ArrayBlockingQueue<byte[]> queue : queues) {
            queue.put(blocks.get(round));
          }
        },
        size,
        figures);
  }

  @Override
  public List<Line> lines(Size size) {
    String what = " to send a block of 1 MB to " + peers(size) + " peers";
    return List.of(
        Line.atMost("checksums", "checksums" + what, 1),
        Line.reported("ms", "ms" + what),
        Line.reported("cpu", "CPU, ms" + what));
  }
}
