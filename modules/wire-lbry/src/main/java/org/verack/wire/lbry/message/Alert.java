package org.verack.wire.lbry.message;

import java.util.Objects;
import java.util.Optional;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.lbry.LbryLimits;

/**
 * A signed notice to everybody, as Bitcoin had it until 2016. Whether the signature is right is not
 * looked at, because the keys are public.
 *
 * {@snippet :
 * Alert alert = new Alert(Bytes.ofHex("c0ffee"), Bytes.EMPTY);
 * assert alert.read().isEmpty(); // no notice; but that makes the message no fault
 * Bytes payload = network.messages().encode(alert, format);
 * assert payload.toHex().equals("03c0ffee" + "00");
 * }
 *
 * @param notice the serialised notice, which is what is signed; see {@link #read()}
 * @param signature the signature
 */
public record Alert(Bytes notice, Bytes signature) implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<Alert> TYPE =
      MessageType.of("alert", Alert.class, new Codec(), LbryLimits.PAYLOAD);

  /** Checks that nothing is missing. */
  public Alert {
    Objects.requireNonNull(notice, "notice");
    Objects.requireNonNull(signature, "signature");
  }

  /**
   * Reads the notice. Its lists become objects, several times as large as their bytes.
   *
   * @return what it says; empty if the bytes are no notice, which is no fault of the message
   */
  public Optional<AlertNotice> read() {
    try {
      return Optional.of(AlertNotice.parse(notice));
    } catch (PayloadException e) {
      return Optional.empty();
    }
  }

  @Override
  public String command() {
    return "alert";
  }

  @Override
  public String toString() {
    return "alert, " + notice.length() + " bytes, signature of " + signature.length() + " bytes";
  }

  private static final class Codec implements PayloadCodec<Alert> {

    @Override
    public Alert decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new Alert(
          in.readVarBytes("notice", LbryLimits.PAYLOAD),
          in.readVarBytes("signature", LbryLimits.PAYLOAD));
    }

    @Override
    public int size(Alert message, WireFormat format) {
      return Math.addExact(varSize(message.notice), varSize(message.signature));
    }

    private static int varSize(Bytes bytes) {
      return CompactSize.size(bytes.length()) + bytes.length();
    }

    @Override
    public void encode(Alert message, PayloadWriter out, WireFormat format) {
      out.writeVarBytes("notice", message.notice, LbryLimits.PAYLOAD);
      out.writeVarBytes("signature", message.signature, LbryLimits.PAYLOAD);
    }
  }
}
