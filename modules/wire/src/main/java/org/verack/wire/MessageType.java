package org.verack.wire;

import java.util.Objects;
import org.verack.wire.codec.PayloadCodec;

/**
 * What a {@link MessageSet} knows of one message: its command, its Java type, its codec and its
 * limit.
 *
 * <p>A message of one's own, with its codec, and a network whose peers send and understand it:
 *
 * {@snippet :
 * record Price(long satoshi) implements Message {
 *   static final MessageType<Price> TYPE =
 *       MessageType.of("price", Price.class, new Codec(), Long.BYTES);
 *
 *   public String command() {
 *     return TYPE.command();
 *   }
 *
 *   record Codec() implements PayloadCodec<Price> {
 *     public Price decode(PayloadReader in, WireFormat format) throws PayloadException {
 *       return new Price(in.readI64("price"));
 *     }
 *
 *     public int size(Price price, WireFormat format) {
 *       return Long.BYTES;
 *     }
 *
 *     public void encode(Price price, PayloadWriter out, WireFormat format) {
 *       out.writeI64(price.satoshi());
 *     }
 *   }
 * }
 *
 * Network mine = network.withMessages(network.messages().with(Price.TYPE));
 * assert mine.encode(new Price(7), format).payload().toHex().equals("0700000000000000");
 * }
 *
 * @param <M> the Java type
 * @param command the command, 1 to 12 printable ASCII characters
 * @param type the Java type; messages of exactly this class are encoded with the codec
 * @param codec reads and writes the payload
 * @param maxPayload the longest payload that is accepted or written, in bytes
 * @param shortId the one-byte id under <a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>, 1 to 255,
 *     or 0 for none
 */
public record MessageType<M extends Message>(
    String command, Class<M> type, PayloadCodec<M> codec, int maxPayload, int shortId) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the command, the limit or the id is out of range
   */
  public MessageType {
    Command.require(command);
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(codec, "codec");
    if (maxPayload < 0) {
      throw new IllegalArgumentException("maximum payload " + maxPayload);
    }
    if (shortId < 0 || shortId > 255) {
      throw new IllegalArgumentException("short id " + shortId + " is not 0 to 255");
    }
  }

  /**
   * Describes a message that has no short id.
   *
   * @param <M> the Java type
   * @param command the command
   * @param type the Java type
   * @param codec reads and writes the payload
   * @param maxPayload the longest payload in bytes
   * @return the description
   */
  public static <M extends Message> MessageType<M> of(
      String command, Class<M> type, PayloadCodec<M> codec, int maxPayload) {
    return new MessageType<>(command, type, codec, maxPayload, 0);
  }

  /** Returns the command. */
  @Override
  public String toString() {
    return command;
  }
}
