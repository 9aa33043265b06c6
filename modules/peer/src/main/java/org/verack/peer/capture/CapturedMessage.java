package org.verack.peer.capture;

import java.time.Instant;
import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;

/**
 * A record of a capture. Immutable.
 *
 * {@snippet :
 * var record = new CapturedMessage(Instant.EPOCH, "ping", Bytes.ofHex("0700000000000000"));
 * String line =
 *     switch (record.decode(network.messages(), WireFormat.witness(ProtocolVersion.LATEST))) {
 *       case CapturedMessage.Content.Decoded(Message message) -> message.toString();
 *       case CapturedMessage.Content.Faulty(WireException fault) -> fault.getMessage();
 *     };
 * assert line.equals(new Ping(7).toString());
 * }
 *
 * @param time when the message passed, in microseconds
 * @param command its command, 1 to 12 printable ASCII characters
 * @param payload its payload, decodable or not
 */
public record CapturedMessage(Instant time, String command, Bytes payload) {

  /** What a record holds. */
  public sealed interface Content {

    /**
     * A message.
     *
     * @param message the message; an {@link org.verack.wire.UnknownMessage} if its command is not
     *     known
     */
    record Decoded(Message message) implements Content {}

    /**
     * Bytes that are no message of their command.
     *
     * @param fault what is wrong, and where
     */
    record Faulty(WireException fault) implements Content {}
  }

  /** Checks that all parts are there. */
  public CapturedMessage {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(payload, "payload");
  }

  /**
   * Decodes the payload.
   *
   * @param messages the messages of the network
   * @param format the protocol version that was in force, which the record does not say, and the
   *     witness encoding
   * @return the message or what is wrong with it
   */
  public Content decode(MessageSet messages, WireFormat format) {
    try {
      return new Content.Decoded(messages.decode(command, payload, format));
    } catch (PayloadException | ViolationException e) {
      return new Content.Faulty(e);
    }
  }
}
