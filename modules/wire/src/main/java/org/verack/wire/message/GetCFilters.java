package org.verack.wire.message;

import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * Asks for the compact filters of a range of blocks (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>); each is
 * answered by a {@link CFilter}.
 *
 * {@snippet :
 * GetCFilters question = new GetCFilters(GetCFilters.BASIC, 1, hashes.get(30)); // from 1 to 30
 *
 * // The same, with the answers collected in order:
 * List<Hash> wanted = hashes.subList(1, 31);
 * FoundFilters answer = peer.request(Requests.compactFilters(1, wanted), Duration.ofMinutes(1));
 * assert answer.found().size() == 30 && answer.missing().isEmpty();
 * }
 *
 * @param filterType the type of filter, 0 to 255; {@link #BASIC} is the only one in use
 * @param startHeight the height of the first block, 0 to 2^32 - 1
 * @param stop the hash of the last block
 */
public record GetCFilters(int filterType, long startHeight, Hash stop) implements Message {

  /**
   * The basic filter of <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0158.mediawiki">BIP 158</a>.
   */
  public static final int BASIC = 0;

  /** The most blocks that are answered; Bitcoin Core disconnects who asks for more. */
  public static final int MAX_BLOCKS = 1000;

  /** The command, the codec and the limits. */
  public static final MessageType<GetCFilters> TYPE =
      new MessageType<>("getcfilters", GetCFilters.class, new Codec(), 37, 22);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public GetCFilters {
    Limits.requireU8("filter type", filterType);
    Limits.requireU32("start height", startHeight);
    Objects.requireNonNull(stop, "stop");
  }

  @Override
  public String command() {
    return "getcfilters";
  }

  @Override
  public String toString() {
    return "getcfilters, type " + filterType + " from height " + startHeight + " to " + stop;
  }

  private static final class Codec implements PayloadCodec<GetCFilters> {

    @Override
    public GetCFilters decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new GetCFilters(
          in.readU8("filter type"), in.readU32("start height"), in.readHash("stop hash"));
    }

    @Override
    public int size(GetCFilters message, WireFormat format) {
      return 1 + 4 + Hash.LENGTH;
    }

    @Override
    public void encode(GetCFilters message, PayloadWriter out, WireFormat format) {
      out.writeU8(message.filterType);
      out.writeU32(message.startHeight);
      out.writeHash(message.stop);
    }
  }
}
