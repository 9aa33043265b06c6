package org.verack.wire.message;

import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * The compact filter of one block, as an answer to {@link GetCFilters} (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>).
 *
 * {@snippet :
 * CompletableFuture<CFilter> answer = new CompletableFuture<>();
 * peer.on(CFilter.class, (from, message) -> answer.complete(message));
 * peer.send(new GetCFilters(BlockFilter.BASIC, 30, hash)); // one block: height 30 to its hash
 *
 * BlockFilter filter = BlockFilter.of(answer.get()); // checks the bytes
 * assert filter.contains(transaction.outputs().getFirst().script());
 * }
 *
 * @param filterType the type of filter, 0 to 255
 * @param block the hash of the block
 * @param filter the filter as <a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0158.mediawiki">BIP 158</a> writes it,
 *     at most {@value #MAX_FILTER} bytes
 */
public record CFilter(int filterType, Hash block, Bytes filter) implements Message {

  /** The longest filter, in bytes. */
  public static final int MAX_FILTER = 256 * 1024;

  /** The command, the codec and the limits. */
  public static final MessageType<CFilter> TYPE =
      new MessageType<>("cfilter", CFilter.class, new Codec(), MAX_FILTER + 38, 23);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the filter type is out of range
   */
  public CFilter {
    Limits.requireU8("filter type", filterType);
    Objects.requireNonNull(block, "block");
    Objects.requireNonNull(filter, "filter");
  }

  @Override
  public String command() {
    return "cfilter";
  }

  @Override
  public String toString() {
    return "cfilter of " + block + ", type " + filterType + ", " + filter.length() + " bytes";
  }

  private static final class Codec implements PayloadCodec<CFilter> {

    @Override
    public CFilter decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new CFilter(
          in.readU8("filter type"),
          in.readHash("block hash"),
          in.readVarBytes("filter", MAX_FILTER));
    }

    @Override
    public int size(CFilter message, WireFormat format) {
      int length = message.filter.length();
      return 1 + Hash.LENGTH + CompactSize.size(length) + length;
    }

    @Override
    public void encode(CFilter message, PayloadWriter out, WireFormat format) {
      out.writeU8(message.filterType);
      out.writeHash(message.block);
      out.writeVarBytes("filter", message.filter, MAX_FILTER);
    }
  }
}
