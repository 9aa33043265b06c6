package org.verack.wire.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.TransportException;

/**
 * The state of one connection's framing, in both directions.
 *
 * <p>A transport may have a handshake of its own, which comes before any message. One thread goes
 * through it, reading and passing on what the transport wants to have sent, until the transport is
 * {@linkplain #isReady() ready}:
 *
 * {@snippet :
 * static void open(Transport transport, ByteChannel channel) throws IOException {
 *   channel.write(transport.takeOutput().toBuffer());
 *   while (!transport.isReady()) {
 *     if (channel.read(transport.input()) < 0) {
 *       throw new EOFException();
 *     }
 *     transport.proceed();
 *     channel.write(transport.takeOutput().toBuffer());
 *   }
 * }
 * }
 *
 * <p>From then on the receiving half ({@link #input()}, {@link #poll()} and what belongs to them)
 * stays with that thread, and the sending half ({@link #write}) belongs to one, possibly another:
 *
 * {@snippet :
 * static void receive(Transport transport, ByteChannel channel, Consumer<Frame> handler)
 *     throws IOException {
 *   while (true) {
 *     Frame frame = transport.poll();
 *     if (frame != null) {
 *       handler.accept(frame);
 *     } else if (channel.read(transport.input()) < 0) {
 *       return;
 *     }
 *   }
 * }
 * }
 *
 * <p>{@link #isReady()}, {@link #kind()}, {@link #sessionId()}, {@link #suggestsV1()} and {@link
 * #useShortIds} are safe from any thread. The defaults are those of a transport that has no
 * handshake.
 */
public interface Transport {

  /**
   * Returns which transport this is, or has turned out to be.
   *
   * @return the kind; {@link TransportKind#DETECTING} until it is certain
   */
  TransportKind kind();

  /**
   * Returns the name of the encrypted session, which is the same on both sides unless somebody sits
   * in between. Not secret.
   *
   * @return 32 bytes; empty unless the {@link #kind()} is {@link TransportKind#V2}
   */
  default Optional<Bytes> sessionId() {
    return Optional.empty();
  }

  /**
   * Tells whether messages can be written and frames can come: the transport's own handshake has
   * come far enough. It stays so.
   *
   * @return whether it has
   */
  boolean isReady();

  /**
   * Goes on with the transport's own handshake, as far as what was received allows. Does nothing if
   * the transport is ready or more bytes are needed. Belongs to the receiving half.
   *
   * @throws TransportException if the handshake fails
   */
  default void proceed() throws TransportException {}

  /**
   * Tells whether the next {@link #proceed()} computes with keys, which takes some tenths of a
   * millisecond. Who listens may want to limit how often and how many at once. Belongs to the
   * receiving half.
   *
   * @return whether it does
   */
  default boolean computesNext() {
    return false;
  }

  /**
   * Takes the bytes that have to be sent next, before any message. There are some at the beginning
   * if this side speaks first, and possibly after each {@link #proceed()}; none once they were
   * taken from a transport that is ready. Belongs to the receiving half.
   *
   * @return the bytes, possibly none
   */
  default Bytes takeOutput() {
    return Bytes.EMPTY;
  }

  /**
   * Tells whether the remote, if it hangs up now, probably does not know this transport, so that it
   * should be dialed again with v1: we have dialed with v2, and not one byte has come; or what has
   * come begins as a v1 message does, such as the {@code reject} with which bcoin answers a key.
   * The caller adds what it alone knows: whether what there was to send was really written, at
   * least 24 bytes of it, without which a v1 node has no reason to hang up.
   *
   * @return whether it should
   */
  default boolean suggestsV1() {
    return false;
  }

  /**
   * Replaces the table of one-byte ids for commands, for all messages that are written and received
   * from now on. Does nothing if the transport has no such table.
   *
   * @param table the ids
   */
  default void useShortIds(ShortIds table) {}

  /**
   * Returns how many bytes of memory the next {@link #input()} allocates for a message that does
   * not fit the small buffer, so that they can be asked for before they are taken. Together with
   * {@link #heldBytes()} that is the most that is held meanwhile.
   *
   * @return bytes; zero if it allocates nothing, or only the small buffer
   */
  int wanted();

  /**
   * Returns where the next bytes from the remote are to be put. They count as received as far as
   * the buffer's position moves.
   *
   * <p>The memory is bounded by what the remote has really sent: at most max(256 KiB, bytes already
   * received) of a message are allocated ahead.
   *
   * @return a buffer with room for at least one byte, valid until {@link #poll()} or {@link
   *     #proceed()} is called
   */
  ByteBuffer input();

  /**
   * Takes the next frame out of what was received.
   *
   * @return the frame, valid until this transport is used again; null if more bytes are needed
   * @throws TransportException if the stream cannot be read any further
   * @throws IllegalStateException if the transport is not {@linkplain #isReady() ready}
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
   * Tells whether something has begun to arrive that is not complete: a frame, or the transport's
   * own handshake.
   *
   * @return whether the stream, if it ended now, would end within it
   */
  boolean midFrame();

  /**
   * Writes a message.
   *
   * @param message the message, encoded for the connection's network
   * @param sink where its bytes go
   * @return how many bytes it took
   * @throws IOException if the sink throws it; nothing more can be written then
   * @throws IllegalStateException if the transport is not {@linkplain #isReady() ready}
   */
  int write(EncodedMessage message, WireSink sink) throws IOException;

  /**
   * Overwrites what is secret, when the connection is over. To be called when nobody uses the
   * transport any more; afterwards it can only tell what it was: {@link #kind()} and {@link
   * #sessionId()}.
   */
  default void discard() {}
}
