package org.verack.peer.testkit.pipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import org.verack.peer.connection.Connection;
import org.verack.peer.connection.Endpoint;

/**
 * One side of a connection in memory.
 *
 * <p>At most so many bytes are on their way in each direction; a writer waits while they are full.
 * When this side closes, the other still reads what was written, then the end, and its writes fail.
 * A thread that is interrupted while it reads or writes closes the connection, as with a socket.
 *
 * <p>One thread reads, one thread writes; all else is safe from any thread.
 *
 * {@snippet :
 * PipeConnection line = Pipes.on(time).open().dialer();
 * Peer stuck = Peer.outbound(context, config);
 * var connecting = time.async("connect", () -> { stuck.connect(line); return true; });
 * line.holdInput(); // nothing that the other side says arrives
 * time.advance(Duration.ofMinutes(1));
 * assert connecting.exceptionNow() instanceof PeerClosedException e
 *     && e.reason() instanceof DisconnectReason.HandshakeTimeout;
 * }
 */
public final class PipeConnection implements Connection {

  private final Endpoint local;
  private final Endpoint remote;
  private final Flow in;
  private final Flow out;

  PipeConnection(Endpoint local, Endpoint remote, Flow in, Flow out) {
    this.local = Objects.requireNonNull(local, "local");
    this.remote = Objects.requireNonNull(remote, "remote");
    this.in = in;
    this.out = out;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    try {
      return in.read(target, remote);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    try {
      out.write(source, remote);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private ClosedByInterruptException interrupted(InterruptedException cause) {
    close();
    Thread.currentThread().interrupt();
    ClosedByInterruptException closed = new ClosedByInterruptException();
    closed.initCause(cause);
    return closed;
  }

  @Override
  public Endpoint remote() {
    return remote;
  }

  @Override
  public Endpoint local() {
    return local;
  }

  /**
   * Ends this side's output: the other side reads what was written, then the end. This side can
   * still read. Does not block.
   */
  public void closeOutput() {
    out.endOutput();
  }

  /**
   * Breaks the connection: what is on its way is lost in both directions, and the other side's
   * reads and writes fail with a reset. Does not block.
   */
  public void reset() {
    out.writerResets();
    in.readerResets();
  }

  /**
   * Stops all reading on this side: from now on reads wait, those that have begun too, even if
   * there are bytes or the other side has ended its output. What this side does not read holds the
   * other up when the pipe is full. Does not block.
   */
  public void holdInput() {
    in.hold(true);
  }

  /** Ends what {@link #holdInput()} began. Does not block. */
  public void releaseInput() {
    in.hold(false);
  }

  /**
   * Returns how many bytes the other side has written that this side has not read.
   *
   * @return the number, 0 to the capacity
   */
  public int readable() {
    return in.size();
  }

  @Override
  public void close() {
    out.writerCloses();
    in.readerCloses();
  }

  /** Returns where from and where to. */
  @Override
  public String toString() {
    return local + " to " + remote;
  }
}
