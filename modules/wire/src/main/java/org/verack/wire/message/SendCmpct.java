package org.verack.wire.message;

import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.role.PreferenceMessage;

/**
 * Offers compact blocks and chooses how new blocks are announced (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>). It may come
 * at any time after the handshake, several times and with any version; versions other than 2 are to
 * be ignored.
 *
 * {@snippet :
 * peer.send(new SendCmpct(true, SendCmpct.VERSION)); // new blocks as cmpctblock, at once
 *
 * assert new SendCmpct(true, SendCmpct.VERSION).isMeaningful();
 * assert !new SendCmpct(true, 1).isMeaningful(); // read, and then ignored
 * boolean atOnce = peer.preference(SendCmpct.class).filter(SendCmpct::highBandwidth).isPresent();
 * assert !atOnce; // they want blocks announced before they are sent
 * }
 *
 * @param highBandwidth whether new blocks are wanted as {@code cmpctblock} at once, before they are
 *     validated
 * @param version 2 for short ids made of wtxids; 1, made of txids, is history
 */
public record SendCmpct(boolean highBandwidth, long version) implements PreferenceMessage {

  /** The version of compact blocks with witnesses, the only one in use. */
  public static final long VERSION = 2;

  /** The command, the codec and the limits. */
  public static final MessageType<SendCmpct> TYPE =
      new MessageType<>("sendcmpct", SendCmpct.class, new Codec(), 9, 20);

  /** Returns whether the version is {@value #VERSION}, the only one in use. */
  @Override
  public boolean isMeaningful() {
    return version == VERSION;
  }

  @Override
  public String command() {
    return "sendcmpct";
  }

  @Override
  public String toString() {
    return "sendcmpct, version "
        + Long.toUnsignedString(version)
        + (highBandwidth ? ", high bandwidth" : ", low bandwidth");
  }

  private static final class Codec implements PayloadCodec<SendCmpct> {

    @Override
    public SendCmpct decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("sendcmpct", ProtocolVersion.COMPACT_BLOCKS, format);
      return new SendCmpct(in.readBoolean("high bandwidth"), in.readI64("version"));
    }

    @Override
    public int size(SendCmpct message, WireFormat format) {
      Gates.requireOnWrite("sendcmpct", ProtocolVersion.COMPACT_BLOCKS, format);
      return 9;
    }

    @Override
    public void encode(SendCmpct message, PayloadWriter out, WireFormat format) {
      out.writeBoolean(message.highBandwidth);
      out.writeI64(message.version);
    }
  }
}
