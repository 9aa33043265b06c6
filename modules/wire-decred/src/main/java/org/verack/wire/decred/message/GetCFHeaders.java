package org.verack.wire.decred.message;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.codec.Hashes;
import org.verack.wire.decred.codec.Limits;

/**
 * Asks for the headers of filters of the first version; answered by {@link CFHeaders}.
 *
 * <p>Exists from protocol version 6 on.
 *
 * {@snippet :
 * GetCFHeaders question = new GetCFHeaders(List.of(hash, network.genesisHash()), Hash.ZERO, 0);
 * assert network.messages().encode(question, format).length() == 1 + 2 * 32 + 32 + 1;
 * var tooLong = new GetCFHeaders(Collections.nCopies(501, hash), Hash.ZERO, 0);
 * assertThrows(EncodeException.class, () -> network.messages().encode(tooLong, format));
 * }
 *
 * @param locator hashes of blocks that the sender has, the newest first; at most {@value
 *     #MAX_LOCATOR}, more are a violation
 * @param stop the last block that is wanted, or {@link Hash#ZERO}
 * @param filterType the type of filter, 0 to 255
 */
public record GetCFHeaders(List<Hash> locator, Hash stop, int filterType) implements Message {

  /** The most hashes. */
  public static final int MAX_LOCATOR = 500;

  /** The command, the codec and the limits. */
  public static final MessageType<GetCFHeaders> TYPE =
      MessageType.of("getcfheaders", GetCFHeaders.class, new Codec(), Limits.ANY_PAYLOAD);

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if the filter type is out of range
   */
  public GetCFHeaders {
    locator = HashList.copyOf(locator);
    Objects.requireNonNull(stop, "stop");
    Limits.requireU8("filter type", filterType);
  }

  @Override
  public String command() {
    return "getcfheaders";
  }

  @Override
  public String toString() {
    return "getcfheaders of type " + filterType + ", " + locator.size() + " hashes, stop " + stop;
  }

  private static final class Codec implements PayloadCodec<GetCFHeaders> {

    @Override
    public GetCFHeaders decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Gates.requireOnRead("getcfheaders", DecredProtocolVersion.NODE_CF, format);
      List<Hash> locator = Hashes.read(in, "locator hashes", MAX_LOCATOR);
      Hash stop = in.readHash("stop hash");
      return new GetCFHeaders(locator, stop, in.readU8("filter type"));
    }

    @Override
    public int size(GetCFHeaders message, WireFormat format) {
      Gates.requireOnWrite("getcfheaders", DecredProtocolVersion.NODE_CF, format);
      return HashList.sizeOf(message.locator) + Hash.LENGTH + 1;
    }

    @Override
    public void encode(GetCFHeaders message, PayloadWriter out, WireFormat format) {
      Hashes.write("locator hashes", message.locator, MAX_LOCATOR, out);
      out.writeHash(message.stop);
      out.writeU8(message.filterType);
    }
  }
}
