package org.verack.wire.message;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * Every thousandth filter header up to a block, as the answer to {@link GetCFCheckpt} (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>).
 *
 * {@snippet :
 * CFCheckpt theirs = new CFCheckpt(BlockFilter.BASIC, hash, hashes.subList(0, 2));
 * Hash at2000 = theirs.filterHeaders().get(2000 / CFCheckpt.INTERVAL - 1);
 *
 * // What another node said of heights 1990 to 2009 does not go together with that.
 * FilterHeaders others = new FilterHeaders(1990, hashes.get(20), hashes.subList(5, 25));
 * assert !others.at(2000).equals(at2000);
 * assert others.firstDifference(theirs).getAsLong() == 2000;
 * }
 *
 * @param filterType the type of filter, 0 to 255
 * @param stop the hash of the last block
 * @param filterHeaders the filter headers at heights 1000, 2000, …; at most {@value #MAX_HEADERS}
 */
public record CFCheckpt(int filterType, Hash stop, List<Hash> filterHeaders) implements Message {

  /** The most filter headers. */
  public static final int MAX_HEADERS = 100_000;

  /** The distance in blocks between two filter headers. */
  public static final int INTERVAL = 1000;

  /** The command, the codec and the limits. */
  public static final MessageType<CFCheckpt> TYPE =
      new MessageType<>("cfcheckpt", CFCheckpt.class, new Codec(), 3_200_038, 27);

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if the filter type is out of range
   */
  public CFCheckpt {
    Limits.requireU8("filter type", filterType);
    Objects.requireNonNull(stop, "stop");
    filterHeaders = HashList.copyOf(filterHeaders);
  }

  @Override
  public String command() {
    return "cfcheckpt";
  }

  @Override
  public String toString() {
    return "cfcheckpt, " + filterHeaders.size() + " headers of type " + filterType + " to " + stop;
  }

  private static final class Codec implements PayloadCodec<CFCheckpt> {

    @Override
    public CFCheckpt decode(PayloadReader in, WireFormat format) throws PayloadException {
      int filterType = in.readU8("filter type");
      Hash stop = in.readHash("stop hash");
      int count = in.readCount("filter headers", MAX_HEADERS, Hash.LENGTH);
      return new CFCheckpt(filterType, stop, HashList.read(in, count));
    }

    @Override
    public int size(CFCheckpt message, WireFormat format) {
      return 1 + Hash.LENGTH + HashList.sizeOf(message.filterHeaders);
    }

    @Override
    public void encode(CFCheckpt message, PayloadWriter out, WireFormat format) {
      out.writeU8(message.filterType);
      out.writeHash(message.stop);
      out.writeCount("filter headers", message.filterHeaders.size(), MAX_HEADERS);
      HashList.write(message.filterHeaders, out);
    }
  }
}
