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
  private static final int KEPT_BUFFER = 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BYTES_PER_EXTRA_SECOND = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(WriteLoop.class);

  private final Peer peer;
  private final Connection connection;
  private final Transport transport;
  private final OutboundQueue queue;
  private final Deadlines deadlines;
  private final PeerRuntime runtime;
  private final Counter bytesSent = new Counter();
  private final Counter messagesSent = new Counter();
  private final Watchdog watchdog;

  private ByteBuffer buffer = ByteBuffer.allocate(KEPT_BUFFER);
  private volatile long deadline = Watchdog.NONE;
  private volatile Duration patience = PATIENCE;
  private volatile long lastWrite;
  private volatile boolean wroteAnything;

  WriteLoop(
      Peer peer,
      Connection connection,
      Transport transport,
      OutboundQueue queue,
      Deadlines deadlines,
      PeerRuntime runtime) {
    this.peer = peer;
    this.connection = connection;
    this.transport = transport;
    this.queue = queue;
    this.deadlines = deadlines;
    this.runtime = runtime;
    this.watchdog =
        new Watchdog(
            runtime, this::deadline, () -> peer.end(new DisconnectReason.WriteStalled(patience)));
  }

  @Override
  public void run() {
    List<OutboundQueue.Item> batch = null;
    try {
      while ((batch = queue.take()) != null) {
        write(batch);
        queue.written(batch);
        batch = null;
      }
    } catch (IOException e) {
      peer.writeFailed(e);
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

  private void write(List<OutboundQueue.Item> batch) throws IOException {
    long size = 0;
    for (OutboundQueue.Item item : batch) {
      size += item.size();
    }
    expectProgress(size);
    int wanted = (int) Math.min(size, BUFFER);
    if (buffer.capacity() < wanted) {
      buffer = ByteBuffer.allocate(wanted);
    }
    for (OutboundQueue.Item item : batch) {
      deadlines.sending(item.message.message());
      bytesSent.add(transport.write(item.message, this::collect));
      messagesSent.add(1);
      MessageLog.sent(peer, item.message.message());
    }
    flush();
    if (buffer.capacity() > KEPT_BUFFER) {
      // An idle connection should not keep what a busy moment needed.
      buffer = ByteBuffer.allocate(KEPT_BUFFER);
    }
    deadline = Watchdog.NONE;
  }

  private void expectProgress(long bytes) {
    patience = PATIENCE.plusSeconds(bytes / BYTES_PER_EXTRA_SECOND);
    deadline = runtime.nanoTime() + Nanos.of(patience);
    watchdog.arm();
  }

  private void collect(byte[] array, int offset, int length) throws IOException {
    if (length >= LARGE) {
      flush();
      connection.write(ByteBuffer.wrap(array, offset, length));
      noteWrite();
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
      connection.write(buffer.flip());
      buffer.clear();
      noteWrite();
    }
  }

  private void noteWrite() {
    lastWrite = runtime.nanoTime();
    wroteAnything = true;
  }

  private long deadline() {
    return deadline;
  }

  long bytesSent() {
    return bytesSent.get();
  }

  long messagesSent() {
    return messagesSent.get();
  }

  /** When bytes were last written, on the runtime's clock; null before the first. */
  @Nullable Long lastWrite() {
    return wroteAnything ? lastWrite : null;
  }
}
