package org.verack.peer;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.RemoteText;
import org.verack.wire.WireException;

/**
 * One attempt to read or to write a message, as a {@link Tap} sees it.
 *
 * <p>It is made for the taps of one direction and belongs to the thread that calls them. What it is
 * shows in three ways: a message without a fault was read or written; a fault that is a {@link
 * WireException} of a payload says that a message came which does not decode; any other fault is
 * the end of the connection.
 *
 * {@snippet :
 * List<String> evidence = new CopyOnWriteArrayList<>();
 * peer.onRead(
 *     (from, transfer) -> {
 *       if (transfer.fault().orElse(null) instanceof PayloadException) {
 *         String payload = transfer.payload().orElseThrow().toHex(); // now or never
 *         evidence.add(RemoteText.escape(transfer.command()) + " " + payload);
 *       }
 *     });
 * remote.sendFrame("ping", Bytes.ofHex("c0ffee"), true);
 * time.awaitQuiet();
 * assert evidence.equals(List.of("ping c0ffee"));
 * }
 */
public final class Transfer {

  /** Which way. */
  public enum Direction {
    /** From the remote. */
    RECEIVED,
    /** To the remote. */
    SENT
  }

  private final Direction direction;
  private final String command;
  private final long bytes;
  private final @Nullable Message message;
  private final @Nullable IOException fault;
  private final boolean hasPayload;
  private @Nullable Supplier<Bytes> source;
  private @Nullable Bytes payload;

  Transfer(
      Direction direction,
      String command,
      long bytes,
      @Nullable Message message,
      @Nullable IOException fault,
      @Nullable Supplier<Bytes> source) {
    this.direction = direction;
    this.command = command;
    this.bytes = bytes;
    this.message = message;
    this.fault = fault;
    this.hasPayload = source != null;
    this.source = source;
  }

  /**
   * Returns which way it went.
   *
   * @return the direction
   */
  public Direction direction() {
    return direction;
  }

  /**
   * Returns the command of the message. A remote may send any; escape it before showing it.
   *
   * @return 1 to 12 characters; empty if the attempt failed before there was one, or the remote
   *     sent none that is valid
   */
  public String command() {
    return command;
  }

  /**
   * Returns how many bytes it took on the wire.
   *
   * @return header and payload; of an attempt to read that failed, what had come and belongs to no
   *     message; of an attempt to write that failed, what was really written of the message
   */
  public long bytes() {
    return bytes;
  }

  /**
   * Returns the message.
   *
   * @return what was read or written, or should have been; empty if nothing was read that decodes
   */
  public Optional<Message> message() {
    return Optional.ofNullable(message);
  }

  /**
   * Returns why the attempt failed.
   *
   * @return a {@link WireException} for what a remote sent, a {@link java.io.EOFException} at the
   *     end of what it sends, another exception if the connection broke or was closed; empty if all
   *     went well
   */
  public Optional<IOException> fault() {
    return Optional.ofNullable(fault);
  }

  /**
   * Returns the payload as it stands on the wire. That of a small message that was received is
   * copied by the first call; all others are shared.
   *
   * @return everything after the frame header, also if it does not decode; empty if no whole
   *     message was read
   * @throws IllegalStateException if this is asked for the first time when the tap has returned
   */
  public Optional<Bytes> payload() {
    if (payload == null && hasPayload) {
      Supplier<Bytes> from = source;
      if (from == null) {
        throw new IllegalStateException("the payload has to be taken while the tap runs");
      }
      payload = from.get();
    }
    return Optional.ofNullable(payload);
  }

  /** The memory behind the payload is about to be used again. */
  void end() {
    source = null;
  }

  /** Returns one line that is safe to log. */
  @Override
  public String toString() {
    String what = message != null ? message.toString() : RemoteText.escape(command);
    return (direction == Direction.SENT ? "sent " : "received ")
        + (what.isEmpty() ? "nothing" : what)
        + ", "
        + bytes
        + " bytes"
        + (fault == null ? "" : ", " + RemoteText.escape(fault.toString()));
  }
}
