package org.verack.wire.message;

import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.codec.PayloadCodec;

/**
 * Asks for addresses of nodes. Bitcoin Core answers it once per connection, and only to peers that
 * dialed.
 *
 * {@snippet :
 * peer.send(GetAddr.INSTANCE); // what comes goes to handlers of Addr and AddrV2
 *
 * // Or wait for the answer; this node knows nobody, and says nothing.
 * List<TimedAddress> told = peer.request(Requests.addresses(), Duration.ofMinutes(1));
 * assert told.isEmpty();
 * }
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
