package org.verack.wire.decred.message;

import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.codec.Limits;

/**
 * Says which types of filters of the first version there are.
 *
 * <p>Exists from protocol version 6 on.
 *
 * {@snippet :
 * CFTypes offered = new CFTypes(Bytes.ofHex("0001"));
 * assert offered.types().length() == 2 && offered.types().get(1) == 1;
 * assert network.messages().encode(offered, format).toHex().equals("020001");
 * }
 *
 * @param types a byte for each type, at most {@value #MAX_TYPES}; more are a violation
 */
public record CFTypes(Bytes types) implements Message {

  /** The most types. */
  public static final int MAX_TYPES = 256;

  /** The command, the codec and the limits. */
  public static final MessageType<CFTypes> TYPE =
      MessageType.of("cftypes", CFTypes.class, new Codec(), Limits.ANY_PAYLOAD);

  /** Checks that nothing is missing. */
  public CFTypes {
    Objects.requireNonNull(types, "types");
  }

  @Override
  public String command() {
    return "cftypes";
  }

  @Override
  public String toString() {
    return "cftypes, " + types;
  }

  private static final class Codec implements PayloadCodec<CFTypes> {

    @Override
    public CFTypes decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Gates.requireOnRead("cftypes", DecredProtocolVersion.NODE_CF, format);
      return new CFTypes(in.readBytes(in.readCountOrViolation("filter types", MAX_TYPES, 1)));
    }

    @Override
    public int size(CFTypes message, WireFormat format) {
      Gates.requireOnWrite("cftypes", DecredProtocolVersion.NODE_CF, format);
      int length = message.types.length();
      return CompactSize.size(length) + length;
    }

    @Override
    public void encode(CFTypes message, PayloadWriter out, WireFormat format) {
      out.writeCount("filter types", message.types.length(), MAX_TYPES);
      out.writeBytes(message.types);
    }
  }
}
