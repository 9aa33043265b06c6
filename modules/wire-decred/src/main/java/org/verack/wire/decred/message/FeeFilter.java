package org.verack.wire.decred.message;

import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.role.PreferenceMessage;

/**
 * Asks not to announce transactions that pay less.
 *
 * <p>Exists from protocol version 5 on.
 *
 * {@snippet :
 * FeeFilter wanted = new FeeFilter(10_000); // atoms per 1,000 bytes: 0.0001 DCR per kB
 * assert network.messages().encode(wanted, format).toHex().equals("1027000000000000");
 * assertThrows(
 *     EncodeException.class,
 *     () -> network.messages().encode(wanted, WireFormat.base(DecredProtocolVersion.FEE_FILTER - 1)));
 * }
 *
 * @param atomsPerKb the fee rate in atoms per 1,000 bytes, any 64 bits
 */
public record FeeFilter(long atomsPerKb) implements PreferenceMessage {

  /** The command, the codec and the limits. */
  public static final MessageType<FeeFilter> TYPE =
      MessageType.of("feefilter", FeeFilter.class, new Codec(), 8);

  @Override
  public String command() {
    return "feefilter";
  }

  @Override
  public String toString() {
    return "feefilter, " + atomsPerKb + " atoms/kB";
  }

  private static final class Codec implements PayloadCodec<FeeFilter> {

    @Override
    public FeeFilter decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("feefilter", DecredProtocolVersion.FEE_FILTER, format);
      return new FeeFilter(in.readI64("fee rate"));
    }

    @Override
    public int size(FeeFilter message, WireFormat format) {
      Gates.requireOnWrite("feefilter", DecredProtocolVersion.FEE_FILTER, format);
      return 8;
    }

    @Override
    public void encode(FeeFilter message, PayloadWriter out, WireFormat format) {
      out.writeI64(message.atomsPerKb);
    }
  }
}
