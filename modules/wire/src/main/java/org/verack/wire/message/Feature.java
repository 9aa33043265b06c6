package org.verack.wire.message;

import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.RemoteText;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.role.NegotiationMessage;

/**
 * Announces a feature of the sender (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0434.md">BIP 434</a>). Any number may come;
 * unknown ones mean nothing.
 *
 * <p>Everything wrong with it is a violation, because Bitcoin Core disconnects: the wrong length of
 * id or data, bytes left over, a peer below protocol version 70017. An id that is no ASCII is read,
 * as Bitcoin Core does, but not written.
 *
 * {@snippet :
 * Feature feature = new Feature("BIP9999", Bytes.ofHex("01"));
 * BitcoinHandshake handshake = BitcoinHandshake.DEFAULT.withFeatures(feature); // announces it
 * assert handshake.features().contains(feature);
 *
 * try {
 *   network.encode(feature, WireFormat.witness(70016));
 *   assert false;
 * } catch (EncodeException e) {
 *   assert e.fault() == WireFault.NOT_AT_THIS_VERSION; // peers below 70017 are not told
 * }
 * }
 *
 * @param id what the feature is called: by custom {@code BIP} and its number, or a name with a
 *     private prefix; {@value #MIN_ID} to {@value #MAX_ID} bytes
 * @param data what the feature defines, at most {@value #MAX_DATA} bytes
 */
public record Feature(String id, Bytes data) implements NegotiationMessage {

  /** The shortest id, in bytes. */
  public static final int MIN_ID = 4;

  /** The longest id, in bytes. */
  public static final int MAX_ID = 80;

  /** The longest data, in bytes. */
  public static final int MAX_DATA = 512;

  /** The command, the codec and the limits. */
  public static final MessageType<Feature> TYPE =
      new MessageType<>("feature", Feature.class, new Codec(), Limits.ANY_PAYLOAD, 37);

  /** Checks that nothing is missing. */
  public Feature {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(data, "data");
  }

  @Override
  public String command() {
    return "feature";
  }

  @Override
  public String toString() {
    return "feature " + RemoteText.escape(id) + (data.isEmpty() ? "" : ", " + data);
  }

  private static final class Codec implements PayloadCodec<Feature> {

    @Override
    public Feature decode(PayloadReader in, WireFormat format) throws ViolationException {
      String id;
      Bytes data;
      try {
        Gates.requireOnRead("feature", ProtocolVersion.FEATURE, format);
        id = in.readVarString("feature id", MAX_ID);
        data = in.readVarBytes("feature data", MAX_DATA).detached();
        in.expectEnd("feature");
      } catch (PayloadException e) {
        throw new ViolationException(
            e.fault(), "malformed feature (" + e.fault() + ")", e.offset());
      }
      if (id.length() < MIN_ID) {
        throw new ViolationException(
            WireFault.BAD_VALUE, "feature id of " + id.length() + " bytes, at least " + MIN_ID, 0);
      }
      return new Feature(id, data);
    }

    @Override
    public int size(Feature message, WireFormat format) {
      Gates.requireOnWrite("feature", ProtocolVersion.FEATURE, format);
      int idLength = message.id.length();
      int dataLength = message.data.length();
      return CompactSize.size(idLength) + idLength + CompactSize.size(dataLength) + dataLength;
    }

    @Override
    public void encode(Feature message, PayloadWriter out, WireFormat format) {
      String id = message.id;
      if (id.length() < MIN_ID || !id.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
        throw new EncodeException(
            WireFault.BAD_VALUE,
            "a feature id is printable ASCII, at least " + MIN_ID + ": " + RemoteText.escape(id));
      }
      out.writeVarString("feature id", id, MAX_ID);
      out.writeVarBytes("feature data", message.data, MAX_DATA);
    }
  }
}
