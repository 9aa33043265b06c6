package org.verack.conformance.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.verack.peer.DisconnectReason;
import org.verack.peer.DisconnectReason.ConnectionLost;
import org.verack.peer.DisconnectReason.HandshakeTimeout;
import org.verack.peer.DisconnectReason.RemoteClose;
import org.verack.peer.InboundLimits;
import org.verack.peer.ListenerStats;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.request.Requests;

/**
 * Some of the attacks over real sockets, as the machine has resets, buffers and crowds of its own.
 * Afterwards no thread, timer or socket is left, no byte of a budget and no more of the heap than
 * before; and an honest peer that was connected all the time is served.
 */
class HostileSocketsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(120);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final int PLACES = 40;

  /** Classes that were loaded and code that was compiled for the first time. */
  private static final long HEAP_SLACK = 8 << 20;

  private final CountingRuntime runtime = new CountingRuntime();
  private final PeerContext context = PeerContext.builder().runtime(runtime).build();
  private final PeerContext others = PeerContext.create();
  private final ExecutorService attackers = Executors.newCachedThreadPool();
  private final List<Peer> attacked = new CopyOnWriteArrayList<>();

  private final List<Socket> lines = new CopyOnWriteArrayList<>();

  private long sockets;
  private long heap;
  private PeerListener listener;
  private Peer bystander;

  /** Where those listen whom we dial. */
  private Endpoint here;

  /** The JDK opens a socket for itself when the first one is closed that somebody reads from. */
  @BeforeAll
  static void aConnectionHasBeenMadeBefore() throws Exception {
    try (PeerContext one = PeerContext.create();
        PeerContext another = PeerContext.create()) {
      PeerListener listener =
          PeerListener.listen(
              one,
              PeerConfig.of(Stage.NETWORK),
              TcpListener.listen(new Endpoint("127.0.0.1", 0)),
              peer -> {});
      Peer.outbound(another, PeerConfig.of(Stage.NETWORK)).connect(listener.endpoint());
    }
  }

  @BeforeEach
  void anHonestPeerIsConnected() throws Exception {
    sockets = sockets();
    listener = listen(Duration.ofSeconds(60));
    bystander = Peer.outbound(others, PeerConfig.of(Stage.NETWORK));
    bystander.connect(listener.endpoint());
    assertThat(attacked).hasSize(1);
    attacked.clear();
    isServed();
    heap = heap();
  }

  private PeerListener listen(Duration handshakeTimeout) throws IOException {
    return PeerListener.listen(
        context,
        config(handshakeTimeout),
        TcpListener.listen(new Endpoint("127.0.0.1", 0)),
        InboundLimits.DEFAULT.withTotal(PLACES),
        peer -> {
          Service.serve(peer);
          attacked.add(peer);
        });
  }

  private static PeerConfig config(Duration handshakeTimeout) {
    return PeerConfig.builder(Stage.NETWORK)
        .handshakeTimeout(handshakeTimeout)
        .pingInterval(Duration.ZERO)
        .build();
  }

  private void isServed() throws Exception {
    assertThat(bystander.ping(DEADLINE)).isPositive();
    var locator = List.of(Service.CHAIN.hash(Service.CHAIN.tipHeight() - 10));
    assertThat(bystander.request(Requests.headers(locator), DEADLINE)).hasSize(10);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    isServed();
    for (Socket line : lines) {
      reset(line);
    }
    for (Peer each : attacked) {
      each.awaitDisconnect();
      each.close();
    }
    attackers.shutdown();
    assertThat(context.peers()).as("peers besides the honest one").hasSize(1);
    assertThat(heap()).as("heap").isLessThanOrEqualTo(heap + HEAP_SLACK);
    bystander.close();
    others.close();
    context.close();
    runtime.awaitThreads();
    assertThat(runtime.timers()).as("timers").isZero();
    assertThat(context.inboundBytes()).isZero();
    assertThat(context.outboundBytes()).isZero();
    assertThat(sockets()).as("sockets").isEqualTo(sockets);
    runtime.close();
  }

  /** The sockets of this process; where that cannot be seen, always none. */
  private static long sockets() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.filter(HostileSocketsTest::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      // It was the one by which they are listed.
      return false;
    }
  }

  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      ManagementFactory.getMemoryMXBean().gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  // What attackers do.

  private static byte[] frame(Message message) {
    return Stage.NETWORK.encode(message, Intruder.LATEST).frame().toArray();
  }

  private static byte[] version() {
    return frame(
        new Version(
            70017,
            ServiceFlags.NONE,
            1_700_000_000L,
            NodeAddress.NONE,
            NodeAddress.NONE,
            1,
            "/hostile/",
            0,
            true));
  }

  /** Any 64 bytes are a key of the encrypted transport. */
  private static byte[] key() {
    byte[] key = new byte[64];
    new Random(1).nextBytes(key);
    return key;
  }

  private static byte[] batch(Message message, int least) {
    byte[] frame = frame(message);
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    while (batch.size() < least) {
      batch.writeBytes(frame);
    }
    return batch.toByteArray();
  }

  private Socket connect(PeerListener to) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.endpoint().port());
    lines.add(socket);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private Socket greeted() throws IOException {
    Socket socket = connect(listener);
    OutputStream out = socket.getOutputStream();
    out.write(version());
    out.write(frame(Verack.INSTANCE));
    // Its verack, and so all that it has to say about ours.
    InputStream in = socket.getInputStream();
    while (!nextCommand(in).equals("verack")) {
      // Version and negotiation come first.
    }
    return socket;
  }

  private static String nextCommand(InputStream in) throws IOException {
    byte[] header = in.readNBytes(24);
    String command = new String(header, 4, 12, US_ASCII);
    int length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(16);
    in.skipNBytes(length);
    return command.trim();
  }

  private static void reset(Socket socket) throws IOException {
    if (!socket.isClosed()) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** Reads until the other side has had enough. */
  private static void awaitEnd(Socket socket) throws IOException {
    try {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      while (in.read(buffer) >= 0) {
        // It says things first.
      }
    } catch (IOException e) {
      // A reset is an end, too.
      assertThat(e).hasMessageContaining("reset");
    } finally {
      socket.close();
    }
  }

  private void endedWith(Class<?>... reasons) throws InterruptedException {
    for (Peer each : attacked) {
      DisconnectReason reason = each.awaitDisconnect();
      assertThat(reason).isInstanceOfAny(reasons);
    }
  }

  /** Until the listener has let in or refused all attackers. */
  private void awaitTaken(PeerListener taker, int dialed) throws TimeoutException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (attacked.size() + taker.stats().refusedByTotal() < dialed) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("of " + dialed + ": " + taker.stats());
      }
      // The machine tells nobody.
      LockSupport.parkNanos(1_000_000);
    }
  }

  // Attacks.

  @ParameterizedTest
  @EnumSource(Wire.class)
  void resetsInTheMiddleOfTheHandshake(Wire wire) throws Exception {
    byte[] beginning = wire == Wire.PLAIN ? version() : key();
    int dialed = 0;
    for (int length = 0; length <= beginning.length; length += 4) {
      Socket socket = connect(listener);
      dialed++;
      socket.getOutputStream().write(beginning, 0, length);
      reset(socket);
    }
    awaitTaken(listener, dialed);
    assertThat(attacked).isNotEmpty();
    endedWith(RemoteClose.class, ConnectionLost.class);
  }

  @Test
  void resetsAfterTheHandshakeWhileWeWrite() throws Exception {
    for (int i = 0; i < 20; i++) {
      Socket socket = greeted();
      socket.getOutputStream().write(frame(new GetHeaders(70017, List.of(), Hash.ZERO)));
      reset(socket);
    }
    endedWith(RemoteClose.class, ConnectionLost.class);
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void moreConnectionsThanThereArePlaces(Wire wire) throws Exception {
    // So long that nobody leaves a place meanwhile.
    PeerListener patient = listen(DEADLINE);
    byte[] key = key();
    List<Socket> first = new ArrayList<>();
    List<Future<?>> refused = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Socket socket = connect(patient);
      byte[] what = wire == Wire.ENCRYPTED && i % 2 == 0 ? key : new byte[0];
      if (i < PLACES) {
        socket.getOutputStream().write(what);
        first.add(socket);
      } else {
        refused.add(attackers.submit(() -> sayAndAwaitEnd(socket, what)));
      }
    }
    for (Future<?> each : refused) {
      each.get();
    }
    assertThat(patient.stats()).isEqualTo(new ListenerStats(PLACES, PLACES, 300 - PLACES, 0, 0));
    for (Socket each : first) {
      reset(each);
    }
    endedWith(RemoteClose.class, ConnectionLost.class);
    patient.close();
  }

  private static @Nullable Void sayAndAwaitEnd(Socket socket, byte[] what) throws IOException {
    try {
      socket.getOutputStream().write(what);
    } catch (IOException e) {
      // Refused before it was said.
      socket.close();
      return null;
    }
    awaitEnd(socket);
    return null;
  }

  @Test
  void sayingEverythingByteByByteDoesNotExtendTheTime() throws Exception {
    PeerListener brief = listen(SHORT);
    byte[] early = batch(new UnknownMessage("early", Bytes.wrap(new byte[40])), 100);
    byte[] version = version();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Socket socket = connect(brief);
      all.add(attackers.submit(() -> drip(socket, version, early)));
    }
    for (Future<?> each : all) {
      each.get();
    }
    endedWith(HandshakeTimeout.class);
    brief.close();
  }

  /** Each byte by itself, until the other side has had enough. */
  private static @Nullable Void drip(Socket socket, byte[] first, byte[] again) throws IOException {
    try (socket) {
      OutputStream out = socket.getOutputStream();
      out.write(first);
      while (true) {
        for (byte each : again) {
          out.write(each);
        }
      }
    } catch (IOException e) {
      assertThat(e).hasMessageMatching(".*(reset|pipe|closed).*");
    }
    return null;
  }

  @Test
  void fourMegabytesAtEachOtherGetThrough() throws Exception {
    Socket socket = greeted();
    Peer peer = attacked.getFirst();
    UnknownMessage bulk = new UnknownMessage("bulk", Bytes.wrap(new byte[4_000_000]));
    byte[] frame = frame(bulk);
    List<CompletableFuture<?>> ours = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ours.add(peer.sendAsync(bulk));
    }
    // All of it before a byte is read.
    for (int i = 0; i < 3; i++) {
      socket.getOutputStream().write(frame);
    }
    int heard = 0;
    while (heard < 3) {
      heard += nextCommand(socket.getInputStream()).equals("bulk") ? 1 : 0;
    }
    CompletableFuture.allOf(ours.toArray(CompletableFuture[]::new)).get();
    isServed();
    assertThat(peer.isOpen()).isTrue();
    reset(socket);
    endedWith(RemoteClose.class, ConnectionLost.class);
  }

  @Test
  void whoAsksAndDoesNotReadTiesUpTheQueueAndNoMore() throws Exception {
    Socket socket = greeted();
    Peer peer = attacked.getFirst();
    CountDownLatch full = new CountDownLatch(1);
    Headers headers =
        Headers.of(Service.CHAIN.blocks().stream().skip(1).map(b -> b.header()).toList());
    peer.on(
        GetHeaders.class,
        (from, asked) -> {
          if (!from.trySend(headers)) {
            full.countDown();
          }
        });
    byte[] questions =
        batch(new GetHeaders(70017, List.of(Service.CHAIN.tipHash()), Hash.ZERO), 50_000);
    Future<?> flooding = attackers.submit(() -> flood(socket, questions, new AtomicBoolean()));
    full.await();
    assertThat(context.outboundBytes()).isLessThanOrEqualTo(4 << 20);
    assertThat(peer.stats().inboxBytes()).isLessThanOrEqualTo(5_000_000);
    isServed();
    reset(socket);
    flooding.get();
    endedWith(RemoteClose.class, ConnectionLost.class);
  }

  /** Says it again and again, until told to stop or the line is gone. */
  private static @Nullable Void flood(Socket socket, byte[] what, AtomicBoolean stop) {
    try {
      OutputStream out = socket.getOutputStream();
      while (!stop.get()) {
        out.write(what);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageMatching(".*(reset|pipe|closed).*");
    }
    return null;
  }

  /**
   * Nothing interrupts a virtual thread that always finds something to read. The floods go on until
   * the honest peer has been served, so this waits for ever if it is not.
   */
  @Test
  void floodsOnMoreConnectionsThanThereAreProcessorsDoNotKeepOthersWaiting() throws Exception {
    int floods = 2 * Runtime.getRuntime().availableProcessors();
    AtomicBoolean stop = new AtomicBoolean();
    byte[] what = batch(new UnknownMessage("flood", Bytes.wrap(new byte[100])), 200_000);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < floods; i++) {
      Socket socket = greeted();
      all.add(attackers.submit(() -> flood(socket, what, stop)));
    }
    for (int i = 0; i < 3; i++) {
      isServed();
      assertThat(all).as("floods that go on").noneMatch(Future::isDone);
    }
    stop.set(true);
    for (Future<?> each : all) {
      each.get();
    }
    for (Socket each : lines) {
      reset(each);
    }
    endedWith(RemoteClose.class, ConnectionLost.class);
  }

  // Those whom we dial.

  /** We dial, and the handshake, or even the dialing, fails. */
  private void dialedOne(Callable<Socket> conduct) {
    for (Wire wire : Wire.values()) {
      Peer peer = Peer.outbound(context, configFor(wire));
      Future<Socket> hostile = attackers.submit(conduct);
      assertThatThrownBy(() -> peer.connect(here)).isInstanceOf(IOException.class);
      assertThat(hostile).succeedsWithin(DEADLINE);
      peer.close();
    }
  }

  private static PeerConfig configFor(Wire wire) {
    return PeerConfig.builder(Stage.NETWORK)
        .encryption(wire == Wire.PLAIN ? PeerConfig.Encryption.OFF : PeerConfig.Encryption.REQUIRED)
        .handshakeTimeout(SHORT)
        .build();
  }

  @Test
  void whoIsDialedAndResetsOrStaysSilentLeavesNothing() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      here = new Endpoint("127.0.0.1", server.getLocalPort());
      dialedOne(
          () -> {
            Socket socket = server.accept();
            reset(socket);
            return socket;
          });
      dialedOne(
          () -> {
            Socket socket = server.accept();
            awaitEnd(socket);
            return socket;
          });
      byte[] early = batch(new UnknownMessage("early", Bytes.EMPTY), 100);
      dialedOne(
          () -> {
            Socket socket = server.accept();
            drip(socket, new byte[0], early);
            return socket;
          });
    }
  }
}
