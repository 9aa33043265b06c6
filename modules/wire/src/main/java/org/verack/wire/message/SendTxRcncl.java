package org.verack.wire.message;

import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.role.NegotiationMessage;

/**
 * Offers to reconcile sets of transactions instead of announcing each (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0330.mediawiki">BIP 330</a>, a draft).
 * Needs {@link WtxidRelay} of both sides.
 *
 * {@snippet :
 * // Not said by default; a program that reconciles asks for it, and finds both salts afterwards.
 * BitcoinHandshake handshake = BitcoinHandshake.DEFAULT.withTxReconciliation(true);
 * Stream<Message> said = handshake.negotiation(peer.negotiation()).stream();
 * assert said.anyMatch(SendTxRcncl.class::isInstance);
 *
 * assert !peer.negotiation().agreed(SendTxRcncl.class); // here nobody did
 * }
 *
 * @param version the newest version of the scheme that the sender speaks, 0 to 2^32 - 1; 1 today
 * @param salt 64 random bits for the short ids of this connection
 */
public record SendTxRcncl(long version, long salt) implements NegotiationMessage {

  /** The command, the codec and the limits. */
  public static final MessageType<SendTxRcncl> TYPE =
      MessageType.of("sendtxrcncl", SendTxRcncl.class, new Codec(), 12);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the version is out of range
   */
  public SendTxRcncl {
    Limits.requireU32("version", version);
  }

  @Override
  public String command() {
    return "sendtxrcncl";
  }

  @Override
  public String toString() {
    return "sendtxrcncl, version " + version + ", salt " + Long.toHexString(salt);
  }

  private static final class Codec implements PayloadCodec<SendTxRcncl> {

    @Override
    public SendTxRcncl decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("sendtxrcncl", ProtocolVersion.WTXID_RELAY, format);
      return new SendTxRcncl(in.readU32("version"), in.readI64("salt"));
    }

    @Override
    public int size(SendTxRcncl message, WireFormat format) {
      Gates.requireOnWrite("sendtxrcncl", ProtocolVersion.WTXID_RELAY, format);
      return 12;
    }

    @Override
    public void encode(SendTxRcncl message, PayloadWriter out, WireFormat format) {
      out.writeU32(message.version);
      out.writeI64(message.salt);
    }
  }
}
