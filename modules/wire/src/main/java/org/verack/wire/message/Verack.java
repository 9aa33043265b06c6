package org.verack.wire.message;

import org.verack.wire.MessageType;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.role.VerackMessage;

/**
 * Ends the handshake of its sender: sent once, when the version of the other side is accepted and
 * everything that is to be negotiated was said.
 *
 * {@snippet :
 * EncodedMessage encoded = network.encode(Verack.INSTANCE, format);
 *
 * assert encoded.payload().isEmpty(); // the frame is a header and nothing else
 * assert encoded.header().slice(20, 4).toHex().equals("5df6e0e2"); // of every empty payload
 * }
 */
public record Verack() implements VerackMessage {

  /** The only value. */
  public static final Verack INSTANCE = new Verack();

  /** The command, the codec and the limits. */
  public static final MessageType<Verack> TYPE =
      new MessageType<>("verack", Verack.class, PayloadCodec.empty(INSTANCE), 0, 0);

  @Override
  public String command() {
    return "verack";
  }

  @Override
  public String toString() {
    return "verack";
  }
}
