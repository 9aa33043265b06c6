package org.verack.wire.message;

import org.verack.wire.MessageType;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.role.VerackMessage;

/** Ends the handshake of its sender. */
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
