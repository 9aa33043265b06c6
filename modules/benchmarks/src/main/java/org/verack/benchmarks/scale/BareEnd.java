package org.verack.benchmarks.scale;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;

/** A socket with two virtual threads: one reads, one writes what it is given. */
final class BareEnd {

  /** What is said in our handshake, in bytes: a version message. */
  private static final int VERSION = 126;

  /** wtxidrelay, sendaddrv2, verack. */
  private static final int NEGOTIATION = 3 * 24;

  /** sendheaders, sendcmpct, ping. */
  private static final int GREETING = 24 + 33 + 32;

  private static final int PONG = 32;

  /**
   * One turn.
   *
   * @param after how many bytes have to have come
   * @param say how many bytes are said then
   */
  record Turn(int after, int say) {}

  private static final int ALL = VERSION + NEGOTIATION + GREETING + PONG;

  /** The turns of who speaks first. */
  static final List<Turn> DIALER =
      List.of(
          new Turn(0, VERSION),
          new Turn(VERSION + NEGOTIATION, NEGOTIATION + GREETING),
          new Turn(VERSION + NEGOTIATION + GREETING, PONG),
          new Turn(ALL, 0));

  /** The turns of who answers. */
  static final List<Turn> LISTENER =
      List.of(
          new Turn(VERSION, VERSION + NEGOTIATION),
          new Turn(VERSION + NEGOTIATION, GREETING),
          new Turn(VERSION + NEGOTIATION + GREETING, PONG),
          new Turn(ALL, 0));

  private final SocketChannel socket;
  private final List<Turn> turns;
  private final ArrayBlockingQueue<ByteBuffer> queue = new ArrayBlockingQueue<>(32);
  private final CountDownLatch greeted = new CountDownLatch(1);
  private volatile boolean closed;

  BareEnd(SocketChannel socket, List<Turn> turns) {
    this.socket = socket;
    this.turns = turns;
  }

  void start() {
    Thread unused = Thread.ofVirtual().start(this::write);
    unused = Thread.ofVirtual().start(this::read);
  }

  private void write() {
    try {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      while (!closed) {
        ByteBuffer next = queue.take();
        while (next.hasRemaining()) {
          socket.write(next);
        }
      }
    } catch (IOException e) {
      // The pair is being closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    ByteBuffer target = ByteBuffer.allocate(512);
    try {
      int received = 0;
      int next = 0;
      while (true) {
        while (next < turns.size() && received >= turns.get(next).after()) {
          queue.put(ByteBuffer.allocate(turns.get(next).say()));
          next++;
          if (next == turns.size()) {
            greeted.countDown();
          }
        }
        target.clear();
        int count = socket.read(target);
        if (count < 0) {
          return;
        }
        received += count;
      }
    } catch (IOException e) {
      // The pair is being closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void awaitGreeted() throws InterruptedException {
    greeted.await();
  }

  boolean hasGreeted() {
    return greeted.getCount() == 0;
  }

  void close() throws IOException {
    closed = true;
    socket.close();
    // Wakes the writer, unless it has something to write anyway.
    boolean unused = queue.offer(ByteBuffer.allocate(0));
  }
}
