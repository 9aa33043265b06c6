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
 * Asks for the filter headers of a range of blocks (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>); answered by
 * {@link CFHeaders}.
 *
 * {@snippet :
 * peer.send(new GetCFHeaders(GetCFHeaders.BASIC, 1, hash)); // heights 1 to 30
 *
 * // Where the questions about a chain of 4,500 blocks begin; who asks for more is disconnected.
 * int most = GetCFHeaders.MAX_BLOCKS;
 * List<Integer> starts = IntStream.iterate(1, at -> at <= 4_500, at -> at + most).boxed().toList();
 * assert starts.equals(List.of(1, 2_001, 4_001));
 * }
 *
 * @param filterType the type of filter, 0 to 255; {@link #BASIC} is the only one in use
 * @param startHeight the height of the first block, 0 to 2^32 - 1
 * @param stop the hash of the last block
 */
public record GetCFHeaders(int filterType, long startHeight, Hash stop) implements Message {

  /**
   * The basic filter of <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0158.mediawiki">BIP 158</a>.
   */
  public static final int BASIC = 0;

  /** The most blocks that are answered; Bitcoin Core disconnects who asks for more. */
  public static final int MAX_BLOCKS = 2000;

  /** The command, the codec and the limits. */
  public static final MessageType<GetCFHeaders> TYPE =
      new MessageType<>("getcfheaders", GetCFHeaders.class, new Codec(), 37, 24);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public GetCFHeaders {
    Limits.requireU8("filter type", filterType);
    Limits.requireU32("start height", startHeight);
    Objects.requireNonNull(stop, "stop");
  }

  @Override
  public String command() {
    return "getcfheaders";
  }

  @Override
  public String toString() {
    return "getcfheaders, type " + filterType + " from height " + startHeight + " to " + stop;
  }

  private static final class Codec implements PayloadCodec<GetCFHeaders> {

    @Override
    public GetCFHeaders decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new GetCFHeaders(
          in.readU8("filter type"), in.readU32("start height"), in.readHash("stop hash"));
    }

    @Override
    public int size(GetCFHeaders message, WireFormat format) {
      return 1 + 4 + Hash.LENGTH;
    }

    @Override
    public void encode(GetCFHeaders message, PayloadWriter out, WireFormat format) {
      out.writeU8(message.filterType);
      out.writeU32(message.startHeight);
      out.writeHash(message.stop);
    }
  }
}
