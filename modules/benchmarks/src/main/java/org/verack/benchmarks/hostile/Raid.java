package org.verack.benchmarks.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.EncodedMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.message.Verack;

/** One attack under way: its connections, and what was sent on them. Used by many threads. */
final class Raid implements AutoCloseable {

  private static final int FRAME_HEADER = 24;
  private static final int COMMAND = 4;
  private static final int LENGTH = 16;

  private final int port;
  private final @Nullable ServerSocket server;
  private final PeerContext context;
  private final long end;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
  private final Set<Peer> greeted = ConcurrentHashMap.newKeySet();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder connections = new LongAdder();
  private volatile boolean closed;

  /**
   * Begins.
   *
   * @param port where the victim listens
   * @param server where the victim dials to, if it dials
   * @param millis how long it lasts
   */
  Raid(int port, @Nullable ServerSocket server, PeerContext context, long millis) {
    this.port = port;
    this.server = server;
    this.context = context;
    this.end = System.nanoTime() + millis * 1_000_000;
  }

  boolean goesOn() {
    return System.nanoTime() < end;
  }

  long bytes() {
    long encrypted = greeted.stream().mapToLong(peer -> peer.stats().sent().bytes()).sum();
    return bytes.sum() + encrypted;
  }

  long connections() {
    return connections.sum();
  }

  /** A connection on which nothing has been said. */
  Socket connect() throws IOException {
    Socket socket =
        server != null ? server.accept() : new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    sockets.add(socket);
    if (closed) {
      reset(socket);
      throw new IOException("the raid is over");
    }
    connections.increment();
    return socket;
  }

  void say(Socket socket, byte[] what) throws IOException {
    socket.getOutputStream().write(what);
    bytes.add(what.length);
  }

  /** A connection on which the handshake is complete, over the plain transport. */
  Socket greeted() throws IOException {
    Socket socket = connect();
    say(socket, Words.version());
    say(socket, Words.frame(Verack.INSTANCE));
    InputStream in = socket.getInputStream();
    String command;
    do {
      byte[] header = in.readNBytes(FRAME_HEADER);
      if (header.length < FRAME_HEADER) {
        throw new IOException("hung up during the handshake");
      }
      command = new String(header, COMMAND, LENGTH - COMMAND, StandardCharsets.US_ASCII).trim();
      in.skipNBytes(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(LENGTH));
    } while (!command.equals("verack"));
    return socket;
  }

  /** Says it again and again and reads nothing. */
  void flood(Socket socket, byte[] what) throws IOException {
    while (goesOn()) {
      say(socket, what);
    }
  }

  /** Says it again and again and reads what comes, in another thread. */
  void floodAndRead(Socket socket, byte[] what) throws IOException {
    Thread unused = Thread.ofPlatform().daemon().start(() -> drain(socket));
    flood(socket, what);
  }

  private static void drain(Socket socket) {
    try (OutputStream nowhere = OutputStream.nullOutputStream()) {
      long unused = socket.getInputStream().transferTo(nowhere);
    } catch (IOException e) {
      // The raid is over.
      return;
    }
  }

  /** Says a message again and again over the encrypted transport. */
  void floodEncrypted(EncodedMessage message) throws IOException, InterruptedException {
    PeerConfig config =
        PeerConfig.builder(Words.NETWORK)
            .encryption(PeerConfig.Encryption.REQUIRED)
            .pingInterval(Duration.ZERO)
            .build();
    Peer peer = Peer.outbound(context, config);
    peers.add(peer);
    if (closed) {
      peer.close();
    }
    peer.connect(new Endpoint("127.0.0.1", port));
    connections.increment();
    greeted.add(peer);
    while (goesOn()) {
      peer.send(message);
    }
  }

  /** Waits until the time is over or the other side has had enough. */
  void hold(Socket socket) throws IOException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left > 0) {
      socket.setSoTimeout((int) left);
      try {
        while (socket.getInputStream().read() >= 0) {
          // What it says is not of interest.
        }
      } catch (SocketTimeoutException e) {
        // It was patient.
        return;
      }
    }
  }

  /** Hangs up without a farewell. */
  void reset(Socket socket) throws IOException {
    sockets.remove(socket);
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    for (Socket socket : sockets) {
      reset(socket);
    }
    peers.forEach(Peer::close);
    if (server != null) {
      server.close();
    }
  }

  /** The format of all messages. */
  static WireFormat format() {
    return WireFormat.witness(70016);
  }
}
