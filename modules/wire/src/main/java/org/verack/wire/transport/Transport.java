package org.verack.wire.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.verack.wire.EncodedMessage;
import org.verack.wire.TransportException;

/**
 * The state of one connection's framing, in both directions.
 *
 * <p>The receiving half ({@link #input()}, {@link #poll()}) belongs to one thread, the sending half
 * ({@link #write}) to one, possibly another.
 *
 * <pre>{@code
 * while (true) {
 *   Frame frame = transport.poll();
 *   if (frame != null) {
 *     handle(frame);
 *   } else if (connection.read(transport.input()) < 0) {
 *     break;
 *   }
 * }
 * }</pre>
 */
public interface Transport {

  /**
   * Returns where the next bytes from the remote are to be put. They count as received as far as
   * the buffer's position moves.
   *
   * <p>The memory is bounded by what the remote has really sent: at most max(256 KiB, bytes already
   * received) of a message are allocated ahead.
   *
   * @return a buffer with room for at least one byte, valid until {@link #poll()} is called
   */
  ByteBuffer input();

  /**
   * Takes the next frame out of what was received.
   *
   * @return the frame, valid until this transport is used again; null if more bytes are needed
   * @throws TransportException if the stream cannot be read any further
   */
  @Nullable Frame poll() throws TransportException;

  /**
   * Returns how much memory is held for a message that has begun to arrive and does not fit the
   * small buffer.
   *
   * @return bytes; zero between such messages
   */
  int heldBytes();

  /**
   * Tells whether part of a frame has been received.
   *
   * @return whether the stream, if it ended now, would end within a frame
   */
  boolean midFrame();

  /**
   * Writes a message.
   *
   * @param message the message, encoded for the connection's network
   * @param sink where its bytes go
   * @return how many bytes it took
   * @throws IOException if the sink throws it
   */
  int write(EncodedMessage message, WireSink sink) throws IOException;
}
