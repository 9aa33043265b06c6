package org.verack.wire.decred.message;

import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.codec.Limits;

/**
 * Asks for a block's filter of the first version; answered by {@link CFilter}.
 *
 * <p>Exists from protocol version 6 on.
 *
 * {@snippet :
 * GetCFilter question = new GetCFilter(hash, 0);
 * assert network.messages().encode(question, format).length() == GetCFilter.TYPE.maxPayload();
 * assertThrows(IllegalArgumentException.class, () -> new GetCFilter(hash, -1));
 * }
 *
 * @param block the hash of the block
 * @param filterType the type of filter, 0 to 255
 */
public record GetCFilter(Hash block, int filterType) implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<GetCFilter> TYPE =
      MessageType.of("getcfilter", GetCFilter.class, new Codec(), 33);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the filter type is out of range
   */
  public GetCFilter {
    Objects.requireNonNull(block, "block");
    Limits.requireU8("filter type", filterType);
  }

  @Override
  public String command() {
    return "getcfilter";
  }

  @Override
  public String toString() {
    return "getcfilter of type " + filterType + ", " + block;
  }

  private static final class Codec implements PayloadCodec<GetCFilter> {

    @Override
    public GetCFilter decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("getcfilter", DecredProtocolVersion.NODE_CF, format);
      return new GetCFilter(in.readHash("block hash"), in.readU8("filter type"));
    }

    @Override
    public int size(GetCFilter message, WireFormat format) {
      Gates.requireOnWrite("getcfilter", DecredProtocolVersion.NODE_CF, format);
      return Hash.LENGTH + 1;
    }

    @Override
    public void encode(GetCFilter message, PayloadWriter out, WireFormat format) {
      out.writeHash(message.block);
      out.writeU8(message.filterType);
    }
  }
}
