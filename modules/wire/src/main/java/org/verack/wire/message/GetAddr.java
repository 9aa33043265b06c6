package org.verack.wire.message;

import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.codec.PayloadCodec;

/**
 * Asks for addresses of nodes. Bitcoin Core answers it once per connection, and only to peers that
 * dialed.
 */
public record GetAddr() implements Message {

  /** The only value. */
  public static final GetAddr INSTANCE = new GetAddr();

  /** The command, the codec and the limits. */
  public static final MessageType<GetAddr> TYPE =
      new MessageType<>("getaddr", GetAddr.class, PayloadCodec.empty(INSTANCE), 0, 0);

  @Override
  public String command() {
    return "getaddr";
  }

  @Override
  public String toString() {
    return "getaddr";
  }
}
