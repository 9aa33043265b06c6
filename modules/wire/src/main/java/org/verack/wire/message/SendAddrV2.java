package org.verack.wire.message;

import org.verack.wire.MessageType;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.role.NegotiationMessage;

/**
 * Says that the sender takes {@code addrv2} instead of {@code addr} (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>). The BIP names
 * no protocol version; Bitcoin Core sends it from 70016 on and so do we.
 *
 * {@snippet :
 * // Said by itself in the handshake; what was said is in the negotiation.
 * assert peer.negotiation().sent(SendAddrV2.class);
 * boolean takesAllNetworks = peer.negotiation().received(SendAddrV2.class);
 * assert takesAllNetworks;
 * }
 */
public record SendAddrV2() implements NegotiationMessage {

  /** The only value. */
  public static final SendAddrV2 INSTANCE = new SendAddrV2();

  /** The command, the codec and the limits. */
  public static final MessageType<SendAddrV2> TYPE =
      new MessageType<>(
          "sendaddrv2",
          SendAddrV2.class,
          PayloadCodec.empty(INSTANCE, ProtocolVersion.WTXID_RELAY),
          0,
          0);

  @Override
  public String command() {
    return "sendaddrv2";
  }

  @Override
  public String toString() {
    return "sendaddrv2";
  }
}
