package org.verack.wire.message;

import org.verack.wire.MessageType;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.role.PreferenceMessage;

/**
 * Asks for new blocks to be announced by {@code headers} instead of {@code inv} (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0130.mediawiki">BIP 130</a>).
 *
 * {@snippet :
 * // What a node does with a new block, for each of its peers:
 * Message news =
 *     peer.preference(SendHeaders.class).isPresent()
 *         ? Headers.of(header)
 *         : Inv.of(InventoryVector.block(header.hash()));
 * peer.send(news);
 * }
 */
public record SendHeaders() implements PreferenceMessage {

  /** The only value. */
  public static final SendHeaders INSTANCE = new SendHeaders();

  /** The command, the codec and the limits. */
  public static final MessageType<SendHeaders> TYPE =
      new MessageType<>(
          "sendheaders",
          SendHeaders.class,
          PayloadCodec.empty(INSTANCE, ProtocolVersion.SENDHEADERS),
          0,
          0);

  @Override
  public String command() {
    return "sendheaders";
  }

  @Override
  public String toString() {
    return "sendheaders";
  }
}
