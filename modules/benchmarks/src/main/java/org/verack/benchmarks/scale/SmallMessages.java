package org.verack.benchmarks.scale;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.bitcoinj.core.InventoryItem;
import org.bitcoinj.core.InventoryMessage;
import org.bitcoinj.utils.Threading;
import org.verack.peer.Peer;
import org.verack.wire.FrameChecksum;
import org.verack.wire.Hash;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;

/**
 * One inventory entry a message, each of another transaction, over one connection. Making, encoding
 * and hashing them is part of what is measured, and so is looking at the entry on the other side.
 */
final class SmallMessages implements Row {

  private static final int PAYLOAD = 37;

  @Override
  public String name() {
    return "small";
  }

  @Override
  public int heap() {
    return 1024;
  }

  /** Sends so many messages; returns when the other side has had them all. */
  @FunctionalInterface
  private interface Run {
    void messages(int count) throws Exception;
  }

  /** Counts what arrives. On one thread. */
  private static final class Arrivals {
    private volatile CountDownLatch done = new CountDownLatch(0);
    private int left;
    private long sum;

    void expect(int count) {
      left = count;
      done = new CountDownLatch(1);
    }

    void arrived(long word) {
      sum += word;
      if (--left == 0) {
        done.countDown();
      }
    }

    void await() throws InterruptedException {
      done.await();
      if (sum == 0) {
        throw new IllegalStateException("nothing came");
      }
    }
  }

  @Override
  public void measure(String contender, Size size, Figures figures) throws Exception {
    switch (contender) {
      case VERACK, ENCRYPTED -> measureOurs(contender, size, figures);
      case BITCOINJ -> measureTheirs(size, figures);
      default -> measure(SmallMessages::checksums, size, figures);
    }
  }

  private static void measure(Run run, Size size, Figures figures) throws Exception {
    int count = size.pick(5_000, 1_000_000);
    run.messages(count);
    run.messages(count);
    long begin = System.nanoTime();
    long cpu = Machine.cpuNanos();
    run.messages(2 * count);
    figures.put("rate", 2 * count / ((System.nanoTime() - begin) / 1e9));
    figures.put("cpu", (Machine.cpuNanos() - cpu) / 1e3 / (2 * count));
  }

  private static byte[] hash(int number) {
    byte[] bytes = new byte[32];
    ByteBuffer.wrap(bytes).putLong(0, number * 0x9e3779b97f4a7c15L).putLong(24, number);
    return bytes;
  }

  /** The sender's checksum and the receiver's, and nothing else, on one thread. */
  private static void checksums(int count) {
    FrameChecksum checksum = FrameChecksum.sha256d();
    byte[] payload = new byte[PAYLOAD];
    int different = 0;
    for (int i = 0; i < count; i++) {
      System.arraycopy(hash(i), 0, payload, 5, 32);
      int sent = checksum.of(payload, 0, PAYLOAD);
      different += checksum.of(payload, 0, PAYLOAD) == sent ? 0 : 1;
    }
    if (different > 0) {
      throw new IllegalStateException("a hash is not what it was");
    }
  }

  private static void measureOurs(String contender, Size size, Figures figures) throws Exception {
    try (VerackPairs pairs = new VerackPairs(contender)) {
      pairs.open(1);
      Peer dialer = pairs.dialer();
      Arrivals arrivals = new Arrivals();
      pairs
          .listener()
          .on(Inv.class, (peer, inv) -> arrivals.arrived(inv.items().get(0).hash().word(0)));
      measure(
          count -> {
            arrivals.expect(count);
            onVirtualThread(
                () -> {
                  for (int i = 0; i < count; i++) {
                    dialer.send(Inv.of(List.of(InventoryVector.tx(Hash.read(hash(i), 0)))));
                  }
                });
            arrivals.await();
          },
          size,
          figures);
    }
  }

  /** Where users of ours are. */
  static void onVirtualThread(Parallel.Task task) throws Exception {
    Parallel.times(1, 1, task);
  }

  private static void measureTheirs(Size size, Figures figures) throws Exception {
    try (BitcoinjPairs pairs = new BitcoinjPairs()) {
      pairs.open(1);
      Arrivals arrivals = new Arrivals();
      pairs
          .listener()
          .addPreMessageReceivedEventListener(
              Threading.SAME_THREAD,
              (peer, message) -> {
                if (message instanceof InventoryMessage inv) {
                  arrivals.arrived(inv.getItems().get(0).hash.getBytes()[24] | 1);
                }
                return null;
              });
      measure(
          count -> {
            arrivals.expect(count);
            Future<?> last = null;
            for (int i = 0; i < count; i++) {
              // There is no other way to make one of a hash alone.
              ByteBuffer payload = ByteBuffer.allocate(PAYLOAD).order(ByteOrder.LITTLE_ENDIAN);
              payload.put((byte) 1).putInt(InventoryItem.Type.TRANSACTION.code).put(hash(i));
              InventoryMessage inv = InventoryMessage.read(payload.flip());
              last = pairs.dialer().sendMessage(inv);
              if (i % 10_000 == 0) {
                // Its queue is not bounded otherwise, except by ending the connection.
                Object unused = last.get();
              }
            }
            arrivals.await();
          },
          size,
          figures);
    }
  }

  @Override
  public List<Line> lines(Size size) {
    return List.of(
        Line.atLeast("rate", "inv messages of one entry per second", 1_000_000),
        Line.reported("cpu", "CPU per message, both ends, us"));
  }
}
