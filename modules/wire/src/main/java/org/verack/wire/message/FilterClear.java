package org.verack.wire.message;

import org.verack.wire.MessageType;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.role.RelayMessage;

/**
 * Takes the bloom filter of a connection away (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>).
 *
 * {@snippet :
 * // From now on all transactions are announced, even if the connection began without any.
 * peer.send(FilterClear.INSTANCE);
 *
 * // A node that does not offer NODE_BLOOM would end the connection.
 * assert peer.negotiation().remote().services().has(ServiceFlags.BLOOM);
 * }
 */
public record FilterClear() implements RelayMessage {

  /** The only value. */
  public static final FilterClear INSTANCE = new FilterClear();

  /** The command, the codec and the limits. */
  public static final MessageType<FilterClear> TYPE =
      new MessageType<>(
          "filterclear",
          FilterClear.class,
          PayloadCodec.empty(INSTANCE, ProtocolVersion.BLOOM),
          0,
          7);

  @Override
  public String command() {
    return "filterclear";
  }

  @Override
  public String toString() {
    return "filterclear";
  }
}
