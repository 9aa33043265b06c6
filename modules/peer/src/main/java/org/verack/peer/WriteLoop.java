package org.verack.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.verack.peer.connection.Connection;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.transport.Transport;

/**
 * Drains the outbound queue into the connection. Runs on the peer's writer thread; only {@link
 * #deadline()} is read by others.
 *
 * <p>Small messages that wait together go out in one write. Large payloads are written from the
 * message's own memory.
 */
final class WriteLoop implements Runnable {

  /** Payloads from this size on are not copied to be written together with others. */
  private static final int LARGE = 16 * 1024;

  private static final int BUFFER = 64 * 1024;

  /** An idle connection keeps no buffer. */
  private static final ByteBuffer NO_BUFFER = ByteBuffer.allocate(0);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BYTES_PER_EXTRA_SECOND = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(WriteLoop.class);

  private final Peer peer;
  private final Connection connection;
  private final Transport transport;
  private final @Nullable Prelude prelude;
  private final OutboundQueue queue;
  private final Deadlines deadlines;
  private final PeerRuntime runtime;
  private final Meter meter;
  private final Turn turn;
  private final Watchdog watchdog;

  private ByteBuffer buffer = NO_BUFFER;
  private volatile long deadline = Watchdog.NONE;
  private volatile Duration patience = PATIENCE;
  private volatile long lastWrite;
  private volatile boolean wroteAnything;

  WriteLoop(
      Peer peer,
      Connection connection,
      Transport transport,
      @Nullable Prelude prelude,
      OutboundQueue queue,
      Deadlines deadlines,
      PeerRuntime runtime) {
    this.peer = peer;
    this.connection = connection;
    this.transport = transport;
    this.prelude = prelude;
    this.queue = queue;
    this.deadlines = deadlines;
    this.runtime = runtime;
    this.meter = peer.sent();
    this.turn = new Turn(runtime);
    this.watchdog =
        new Watchdog(
            runtime, this::deadline, () -> peer.end(new DisconnectReason.WriteStalled(patience)));
  }

  @Override
  public void run() {
    List<OutboundQueue.Item> batch = null;
    try {
      if (prelude != null && !write(prelude)) {
        return;
      }
      while ((batch = queue.take()) != null) {
        write(batch);
        queue.written(batch);
        batch = null;
      }
    } catch (Ended e) {
      // A tap failed, when all had been written.
      queue.written(batch);
      batch = null;
      peer.end(e.reason());
    } catch (IOException e) {
      peer.writeFailed(connection, e);
    } catch (InterruptedException e) {
      peer.end(new DisconnectReason.LocalClose("the writer was interrupted"));
    } catch (RuntimeException | Error e) {
      LOG.error("writing to {} failed", peer, e);
      peer.end(new DisconnectReason.Failure(e));
    } finally {
      watchdog.stop();
      if (batch != null) {
        queue.lost(batch);
      }
    }
  }

  /**
   * Writes what the transport itself has to say.
   *
   * @return whether messages follow
   */
  private boolean write(Prelude prelude) throws IOException, InterruptedException {
    Bytes bytes;
    while ((bytes = prelude.take()) != null) {
      ByteBuffer source = ByteBuffer.wrap(bytes.toArray());
      // Noted before the remote can react to it, and taken back if it was not so.
      prelude.wrote(bytes.length());
      try {
        write(source);
      } finally {
        prelude.wrote(-source.remaining());
      }
    }
    return !prelude.isAbandoned();
  }

  private void write(List<OutboundQueue.Item> batch) throws IOException, Ended {
    long size = 0;
    for (OutboundQueue.Item item : batch) {
      size += item.size();
    }
    turn.passed(size);
    expectProgress(size);
    buffer = ByteBuffer.allocate((int) Math.min(size, BUFFER));
    writeAndReport(batch);
    buffer = NO_BUFFER;
    deadline = Watchdog.NONE;
  }

  private void writeAndReport(List<OutboundQueue.Item> batch) throws IOException, Ended {
    long before = meter.bytes();
    int[] sizes = new int[batch.size()];
    try {
      for (int i = 0; i < sizes.length; i++) {
        EncodedMessage message = batch.get(i).message;
        deadlines.sending(message.message());
        sizes[i] = transport.write(message, this::collect);
      }
      flush();
      for (OutboundQueue.Item item : batch) {
        deadlines.sent(item.message.message());
      }
    } catch (IOException e) {
      reportUpTo(e, batch, sizes, meter.bytes() - before);
      throw e;
    }
    report(batch, sizes, meter.bytes() - before, null);
  }

  /** The connection ends with the failure, also if a tap fails on what was written before. */
  private void reportUpTo(
      IOException failure, List<OutboundQueue.Item> batch, int[] sizes, long written) {
    try {
      report(batch, sizes, written, failure);
    } catch (Ended e) {
      failure.addSuppressed(e);
    }
  }

  /** Says of each message that it was written, up to the one at which writing failed, if any. */
  private void report(
      List<OutboundQueue.Item> batch, int[] sizes, long written, @Nullable IOException failure)
      throws Ended {
    long left = written;
    for (int i = 0; i < sizes.length; i++) {
      // A message without a size is one that the transport could not even take apart.
      boolean whole = sizes[i] > 0 && sizes[i] <= left;
      if (failure != null && !whole) {
        meter.writeFailed(batch.get(i).message, left, failure);
        return;
      }
      meter.sent(batch.get(i).message, sizes[i]);
      left -= sizes[i];
    }
  }

  private void expectProgress(long bytes) {
    patience = PATIENCE.plusSeconds(bytes / BYTES_PER_EXTRA_SECOND);
    deadline = runtime.nanoTime() + Nanos.of(patience);
    watchdog.arm();
  }

  private void collect(byte[] array, int offset, int length) throws IOException {
    if (length >= LARGE) {
      flush();
      write(ByteBuffer.wrap(array, offset, length));
      return;
    }
    if (buffer.remaining() < length) {
      flush();
    }
    if (buffer.capacity() < length) {
      buffer = ByteBuffer.allocate(length);
    }
    buffer.put(array, offset, length);
  }

  private void flush() throws IOException {
    if (buffer.position() > 0) {
      write(buffer.flip());
      buffer.clear();
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    int from = bytes.position();
    try {
      connection.write(bytes);
    } finally {
      meter.passed(bytes.position() - from);
    }
    lastWrite = runtime.nanoTime();
    wroteAnything = true;
  }

  private long deadline() {
    return deadline;
  }

  /** When bytes were last written, on the runtime's clock; null before the first. */
  @Nullable Long lastWrite() {
    return wroteAnything ? lastWrite : null;
  }
}
