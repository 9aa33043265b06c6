package org.verack.wire.decred.message;

import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.codec.Limits;

/**
 * A block's filter of the first version, as the answer to {@link GetCFilter}.
 *
 * <p>Exists from protocol version 6 on.
 *
 * {@snippet :
 * CFilter answer = new CFilter(hash, 0, Bytes.ofHex("c0ffee"));
 * assert network.messages().encode(answer, format).length() == 32 + 1 + 1 + 3;
 * assertThrows(IllegalArgumentException.class, () -> new CFilter(hash, 256, Bytes.EMPTY));
 * }
 *
 * @param block the hash of the block
 * @param filterType the type of filter, 0 to 255
 * @param filter the filter, at most {@value #MAX_FILTER} bytes
 */
public record CFilter(Hash block, int filterType, Bytes filter) implements Message {

  /** The longest filter. */
  public static final int MAX_FILTER = 256 * 1024;

  /** The command, the codec and the limits. */
  public static final MessageType<CFilter> TYPE =
      MessageType.of("cfilter", CFilter.class, new Codec(), 262_182);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the filter type is out of range
   */
  public CFilter {
    Objects.requireNonNull(block, "block");
    Limits.requireU8("filter type", filterType);
    Objects.requireNonNull(filter, "filter");
  }

  @Override
  public String command() {
    return "cfilter";
  }

  @Override
  public String toString() {
    return "cfilter of type " + filterType + ", " + filter.length() + " bytes for " + block;
  }

  private static final class Codec implements PayloadCodec<CFilter> {

    @Override
    public CFilter decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("cfilter", DecredProtocolVersion.NODE_CF, format);
      Hash block = in.readHash("block hash");
      int filterType = in.readU8("filter type");
      return new CFilter(block, filterType, in.readVarBytes("filter", MAX_FILTER));
    }

    @Override
    public int size(CFilter message, WireFormat format) {
      Gates.requireOnWrite("cfilter", DecredProtocolVersion.NODE_CF, format);
      int length = message.filter.length();
      return Hash.LENGTH + 1 + CompactSize.size(length) + length;
    }

    @Override
    public void encode(CFilter message, PayloadWriter out, WireFormat format) {
      out.writeHash(message.block);
      out.writeU8(message.filterType);
      out.writeVarBytes("filter", message.filter, MAX_FILTER);
    }
  }
}
