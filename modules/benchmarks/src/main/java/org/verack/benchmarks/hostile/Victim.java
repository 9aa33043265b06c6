package org.verack.benchmarks.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.verack.benchmarks.scale.Machine;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerEvent;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.UnknownMessage;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;

/**
 * Who is attacked, in a JVM of its own: a listener with the default limits that serves headers and
 * blocks, and dials where it is told to.
 */
public final class Victim {

  private static final int BLOCK = 1_000_000;
  private static final int DIALS = 4;

  private final PeerContext context = PeerContext.create();
  private final PeerConfig config = PeerConfig.of(Words.NETWORK);
  private final PeerListener listener;
  private final Headers headers;
  private final UnknownMessage block = new UnknownMessage("bulk", Bytes.wrap(new byte[BLOCK]));

  // Of the attack that is going on. The first peer is the honest one.
  private final LongAdder sent = new LongAdder();
  private final Map<String, LongAdder> reasons = new ConcurrentHashMap<>();
  private final AtomicLong mostHeld = new AtomicLong();
  private volatile boolean measuring;
  private volatile boolean dialing;
  private volatile @Nullable Peer honest;

  private Victim() throws IOException {
    headers = Headers.of(headers());
    listener =
        PeerListener.listen(
            context, config, TcpListener.listen(new Endpoint("127.0.0.1", 0)), this::take);
  }

  private static List<BlockHeader> headers() {
    return IntStream.range(0, Headers.MAX_HEADERS)
        .mapToObj(i -> BlockHeader.of(4, Hash.ZERO, Hash.ZERO, i, 0x207fffff, i))
        .collect(Collectors.toList());
  }

  /**
   * Prints its port, then does what standard input says: {@code begin}, {@code dial PORT}, {@code
   * over} (the attack is; answers with figures), {@code end} (answers with the heap that is left).
   *
   * @param arguments none
   * @throws Exception if something cannot be done
   */
  public static void main(String[] arguments) throws Exception {
    Victim victim = new Victim();
    System.out.println(victim.listener.endpoint().port());
    victim.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    System.exit(0);
  }

  private void take(Peer peer) {
    if (honest == null) {
      honest = peer;
    }
    serve(peer);
  }

  private void serve(Peer peer) {
    peer.on(GetHeaders.class, (from, asked) -> from.send(headers));
    peer.on(
        GetData.class,
        (from, asked) -> {
          for (int i = 0; i < asked.size(); i++) {
            from.send(block);
          }
        });
    if (!peer.equals(honest)) {
      peer.onEvent(PeerEvent.Disconnected.class, (ended, event) -> note(ended));
    }
  }

  private void note(Peer ended) {
    sent.add(ended.stats().sent().bytes());
    ended.disconnectReason().ifPresent(this::count);
  }

  private void count(DisconnectReason reason) {
    reasons.computeIfAbsent(reason.getClass().getSimpleName(), key -> new LongAdder()).increment();
  }

  private void obey(BufferedReader commands) throws IOException, InterruptedException {
    String line;
    long cpu = 0;
    long heap = 0;
    while ((line = commands.readLine()) != null) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "begin" -> {
          heap = Machine.Memory.now().heap();
          reasons.clear();
          sent.reset();
          mostHeld.set(0);
          measuring = true;
          Thread unused = Thread.ofPlatform().daemon().start(this::watch);
          cpu = Machine.cpuNanos();
          System.out.println("begun");
        }
        case "dial" -> dial(Integer.parseInt(words[1]));
        case "over" -> {
          long spent = Machine.cpuNanos() - cpu;
          measuring = false;
          dialing = false;
          System.out.println("cpu " + spent + " " + mostHeld.get() + " " + ends() + " " + open());
        }
        case "end" -> {
          awaitAlone();
          long left = Machine.Memory.now().heap() - heap;
          System.out.println("left " + sent.sum() + " " + left);
        }
        default -> throw new IllegalArgumentException(line);
      }
    }
  }

  /** How connections have ended by now, such as {@code RemoteClose=5,Idle=1}. */
  private String ends() {
    String all =
        new TreeMap<>(reasons)
            .entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue().sum())
                .collect(Collectors.joining(","));
    return all.isEmpty() ? "-" : all;
  }

  private long open() {
    return context.peers().size() - 1L;
  }

  private void awaitAlone() throws InterruptedException {
    while (open() > 0) {
      Thread.sleep(10);
    }
  }

  private void watch() {
    try {
      while (measuring) {
        long held = context.inboundBytes() + context.outboundBytes();
        mostHeld.accumulateAndGet(held, Math::max);
        Thread.sleep(2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void dial(int port) {
    dialing = true;
    PeerConfig plain =
        PeerConfig.builder(Words.NETWORK).encryption(PeerConfig.Encryption.OFF).build();
    for (int i = 0; i < DIALS; i++) {
      Thread unused =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (dialing) {
                      dialOnce(plain, port);
                    }
                  });
    }
  }

  private void dialOnce(PeerConfig plain, int port) {
    try (Peer peer = Peer.outbound(context, plain)) {
      serve(peer);
      peer.connect(new Endpoint("127.0.0.1", port));
      DisconnectReason unused = peer.awaitDisconnect();
    } catch (IOException e) {
      // The attacker has hung up; he is dialed again.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
