package org.verack.peer.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.verack.peer.PeerContext;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.Network;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.role.PongMessage;
import org.verack.wire.role.VerackMessage;
import org.verack.wire.role.VersionMessage;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

/**
 * A connection whose other side is a captured file: it says what was captured, and nothing of what
 * it is told makes a difference.
 *
 * {@snippet :
 * List<Headers> heard = new CopyOnWriteArrayList<>();
 * try (Peer peer = Peer.outbound(context, PeerConfig.of(network))) {
 *   peer.on(Headers.class, (from, headers) -> heard.add(headers));
 *   peer.connect(Replay.asFastAsPossible(context, network, CaptureReader.open(file)));
 *   peer.awaitDisconnect(); // when all has been handled
 * }
 * assert heard.size() == 1;
 * }
 *
 * <p>The peer is a real one, so handlers cannot tell a replay from a remote. The handshake is that
 * of the file, so the capture has to begin with it; it is played over the plain (v1) transport, so
 * the peer must not require encryption. What the peer asks is not answered, other than by what was
 * captured: requests get an answer only if the program asks for the same things in the same order.
 * Pings are not answered either; for a file that takes more than 20 minutes {@linkplain
 * org.verack.peer.PeerConfig.Builder#pingInterval switch them off}.
 *
 * <p>After the last record comes a ping, which the peer answers when its handlers are through with
 * everything; then the connection ends as if the remote had closed it. A file that is cut off ends
 * with its last whole record; one that is no capture ends with an exception, and so the peer with
 * {@link org.verack.peer.DisconnectReason.ConnectionLost}.
 */
public final class Replay implements Connection {

  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  /** How long the last ping may go unanswered. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Endpoint PLACE = new Endpoint("replay", 0);

  /** What the last ping asks to be repeated: any number that no other ping is likely to have. */
  private static final long LAST_PING = 0x7265_706c_6179_6564L;

  private final CaptureReader records;
  private final Network network;
  private final @Nullable PeerRuntime clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed;

  // The reader's own.
  private ByteBuffer frame = ByteBuffer.allocate(0);
  private @Nullable Instant firstRecord;
  private long begun;
  private int theirVersion;
  private boolean greeted;
  private boolean lastPingSaid;

  // The writer's own.
  private final V1Transport answers;

  // Guarded by the lock.
  private int ourVersion;
  private boolean ourVersionSaid;
  private boolean lastPingAnswered;
  private boolean closed;

  private Replay(PeerContext context, Network network, CaptureReader records, boolean timed) {
    this.records = Objects.requireNonNull(records, "records");
    this.network = Objects.requireNonNull(network, "network");
    this.clock = timed ? context.runtime() : null;
    this.changed = context.runtime().newCondition(lock);
    this.answers = new V1Transport(network);
  }

  /**
   * Plays a file without pauses.
   *
   * @param context the peer's
   * @param network whose messages the file holds
   * @param records the file; closed with the replay
   * @return the connection to give to a peer
   */
  public static Replay asFastAsPossible(
      PeerContext context, Network network, CaptureReader records) {
    return new Replay(context, network, records, false);
  }

  /**
   * Plays a file with the pauses between its records, by the clock of the context's runtime.
   *
   * @param context the peer's
   * @param network whose messages the file holds
   * @param records the file; closed with the replay
   * @return the connection to give to a peer
   */
  public static Replay asRecorded(PeerContext context, Network network, CaptureReader records) {
    return new Replay(context, network, records, true);
  }

  // What the other side says. On the peer's reader thread.

  @Override
  public int read(ByteBuffer target) throws IOException {
    requireOpen();
    if (!frame.hasRemaining()) {
      Bytes next = next();
      if (next == null) {
        return -1;
      }
      frame = next.toBuffer();
    }
    int count = Math.min(frame.remaining(), target.remaining());
    target.put(frame.slice(frame.position(), count));
    frame.position(frame.position() + count);
    return count;
  }

  private @Nullable Bytes next() throws IOException {
    try {
      CapturedMessage record = lastPingSaid ? null : records.next();
      if (record != null) {
        awaitTime(record.time());
        greet(record);
        return frame(new UnknownMessage(record.command(), record.payload()), latest());
      }
      if (!lastPingSaid && greeted) {
        int version = Math.min(theirVersion, awaitOurVersion());
        if (network.handshake().answersPings(version)) {
          lastPingSaid = true;
          return frame(network.handshake().ping(LAST_PING), WireFormat.witness(version));
        }
      }
      if (lastPingSaid) {
        awaitAnswer();
      }
      return null;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      ClosedByInterruptException closing = new ClosedByInterruptException();
      closing.initCause(e);
      throw closing;
    }
  }

  private Bytes frame(Message message, WireFormat format) throws IOException {
    try {
      return EncodedMessage.of(network, message, format).frame();
    } catch (EncodeException e) {
      throw new IOException("the capture is not one of " + network + ": " + e.getMessage(), e);
    }
  }

  private WireFormat latest() {
    return WireFormat.witness(network.latestVersion());
  }

  /** Follows the handshake, to know whether the peer will answer a ping. */
  private void greet(CapturedMessage record) {
    if (!greeted
        && record.decode(network.messages(), latest())
            instanceof CapturedMessage.Content.Decoded(Message message)) {
      if (message instanceof VersionMessage version) {
        theirVersion = version.protocolVersion();
      }
      greeted = message instanceof VerackMessage;
    }
  }

  private void awaitTime(Instant time) throws IOException, InterruptedException {
    PeerRuntime runtime = clock;
    if (runtime == null) {
      return;
    }
    Instant first = firstRecord;
    if (first == null) {
      firstRecord = time;
      begun = runtime.nanoTime();
      return;
    }
    // The times of a file may be anything; some seventy years are for ever.
    long pause = TimeUnit.NANOSECONDS.convert(Duration.between(first, time));
    long due = begun + Math.clamp(pause, 0, Long.MAX_VALUE / 4);
    lock.lockInterruptibly();
    try {
      for (long left = due - runtime.nanoTime(); left > 0; left = due - runtime.nanoTime()) {
        requireOpen();
        long unused = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The peer's own version message may still be on its way here. */
  private int awaitOurVersion() throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!ourVersionSaid) {
        requireOpen();
        changed.await();
      }
      return ourVersion;
    } finally {
      lock.unlock();
    }
  }

  /** A peer that is told to leave pings unanswered may never answer. */
  private void awaitAnswer() throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = PATIENCE.toNanos();
      while (!lastPingAnswered && left > 0) {
        requireOpen();
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  // What the other side hears. On the peer's writer thread.

  @Override
  public void write(ByteBuffer source) throws IOException {
    requireOpen();
    while (source.hasRemaining()) {
      ByteBuffer room = answers.input();
      int count = Math.min(room.remaining(), source.remaining());
      room.put(source.slice(source.position(), count));
      source.position(source.position() + count);
      for (Frame each = answers.poll(); each != null; each = answers.poll()) {
        hear(each);
      }
    }
  }

  private void hear(Frame heard) throws IOException {
    Class<?> type =
        network.messages().find(heard.command()).<Class<?>>map(MessageType::type).orElse(null);
    if (type == null) {
      return;
    }
    if (VersionMessage.class.isAssignableFrom(type) || PongMessage.class.isAssignableFrom(type)) {
      note(heard.decode(network.messages(), latest()));
    }
  }

  private void note(Message message) {
    lock.lock();
    try {
      switch (message) {
        case VersionMessage version -> {
          ourVersion = version.protocolVersion();
          ourVersionSaid = true;
        }
        case PongMessage pong when pong.nonce() == LAST_PING -> lastPingAnswered = true;
        default -> {
          // The answer to a ping of the file.
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // Both.

  private void requireOpen() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("the replay is closed");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns a place that is nowhere; a version message does not name it. */
  @Override
  public Endpoint remote() {
    return PLACE;
  }

  /** Returns the same as {@link #remote()}. */
  @Override
  public Endpoint local() {
    return PLACE;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      records.close();
    } catch (IOException e) {
      // It was only read.
      LOG.debug("closing a capture", e);
    }
  }

  @Override
  public String toString() {
    return "replay of a capture on " + network;
  }
}
