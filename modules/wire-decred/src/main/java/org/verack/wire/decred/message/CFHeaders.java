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
 * Headers of filters of the first version, as the answer to {@link GetCFHeaders}.
 *
 * <p>Exists from protocol version 6 on.
 *
 * {@snippet :
 * CFHeaders answer = new CFHeaders(hash, 0, hashes);
 * Bytes payload = network.messages().encode(answer, format);
 * assert payload.length() == 32 + 1 + 1 + 32 * hashes.size();
 * assert network.messages().decode("cfheaders", payload, format).equals(answer);
 * }
 *
 * @param stop the hash of the last block
 * @param filterType the type of filter, 0 to 255
 * @param headers the filter headers, by height; at most {@value #MAX_HEADERS}, more are a violation
 */
public record CFHeaders(Hash stop, int filterType, List<Hash> headers) implements Message {

  /** The most headers. */
  public static final int MAX_HEADERS = 2000;

  /** The command, the codec and the limits. */
  public static final MessageType<CFHeaders> TYPE =
      MessageType.of("cfheaders", CFHeaders.class, new Codec(), Limits.ANY_PAYLOAD);

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if the filter type is out of range
   */
  public CFHeaders {
    Objects.requireNonNull(stop, "stop");
    Limits.requireU8("filter type", filterType);
    headers = HashList.copyOf(headers);
  }

  @Override
  public String command() {
    return "cfheaders";
  }

  @Override
  public String toString() {
    return "cfheaders, " + headers.size() + " hashes of type " + filterType + " to " + stop;
  }

  private static final class Codec implements PayloadCodec<CFHeaders> {

    @Override
    public CFHeaders decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Gates.requireOnRead("cfheaders", DecredProtocolVersion.NODE_CF, format);
      Hash stop = in.readHash("stop hash");
      int filterType = in.readU8("filter type");
      return new CFHeaders(stop, filterType, Hashes.read(in, "filter headers", MAX_HEADERS));
    }

    @Override
    public int size(CFHeaders message, WireFormat format) {
      Gates.requireOnWrite("cfheaders", DecredProtocolVersion.NODE_CF, format);
      return Hash.LENGTH + 1 + HashList.sizeOf(message.headers);
    }

    @Override
    public void encode(CFHeaders message, PayloadWriter out, WireFormat format) {
      out.writeHash(message.stop);
      out.writeU8(message.filterType);
      Hashes.write("filter headers", message.headers, MAX_HEADERS, out);
    }
  }
}
