package org.verack.wire.message;

import org.verack.wire.MessageType;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.role.NegotiationMessage;

/**
 * Says that the sender wants transactions announced by their wtxid (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0339.mediawiki">BIP 339</a>), if both sides
 * say so.
 *
 * {@snippet :
 * assert peer.negotiation().agreed(WtxidRelay.class); // both sides said so in the handshake
 *
 * // From then on transactions are announced and asked for by the hash with the witnesses.
 * peer.announce(InventoryVector.wtx(transaction.wtxid()));
 * }
 */
public record WtxidRelay() implements NegotiationMessage {

  /** The only value. */
  public static final WtxidRelay INSTANCE = new WtxidRelay();

  /** The command, the codec and the limits. */
  public static final MessageType<WtxidRelay> TYPE =
      new MessageType<>(
          "wtxidrelay",
          WtxidRelay.class,
          PayloadCodec.empty(INSTANCE, ProtocolVersion.WTXID_RELAY),
          0,
          0);

  @Override
  public String command() {
    return "wtxidrelay";
  }

  @Override
  public String toString() {
    return "wtxidrelay";
  }
}
