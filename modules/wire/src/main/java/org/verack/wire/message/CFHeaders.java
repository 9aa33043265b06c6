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
 * The hashes of the filters of a range of blocks, as the answer to {@link GetCFHeaders} (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>). Each filter
 * header is the double SHA-256 of the filter hash and the filter header before it.
 *
 * {@snippet :
 * CompletableFuture<CFHeaders> answer = new CompletableFuture<>();
 * peer.on(CFHeaders.class, (from, message) -> answer.complete(message));
 * peer.send(new GetCFHeaders(BlockFilter.BASIC, 1, hash));
 *
 * CFHeaders theirs = answer.get();
 * FilterHeaders headers = FilterHeaders.of(theirs, 1);
 * Hash first = FilterHeaders.header(theirs.filterHashes().getFirst(), theirs.previousHeader());
 * assert headers.at(1).equals(first) && headers.headers().size() == 30;
 * }
 *
 * @param filterType the type of filter, 0 to 255
 * @param stop the hash of the last block
 * @param previousHeader the filter header of the block before the first
 * @param filterHashes the hashes of the filters, by height; at most {@value #MAX_HASHES}
 */
public record CFHeaders(int filterType, Hash stop, Hash previousHeader, List<Hash> filterHashes)
    implements Message {

  /** The most hashes. */
  public static final int MAX_HASHES = 2000;

  /** The command, the codec and the limits. */
  public static final MessageType<CFHeaders> TYPE =
      new MessageType<>("cfheaders", CFHeaders.class, new Codec(), 64_074, 25);

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if the filter type is out of range
   */
  public CFHeaders {
    Limits.requireU8("filter type", filterType);
    Objects.requireNonNull(stop, "stop");
    Objects.requireNonNull(previousHeader, "previousHeader");
    filterHashes = HashList.copyOf(filterHashes);
  }

  @Override
  public String command() {
    return "cfheaders";
  }

  @Override
  public String toString() {
    return "cfheaders, " + filterHashes.size() + " hashes of type " + filterType + " to " + stop;
  }

  private static final class Codec implements PayloadCodec<CFHeaders> {

    @Override
    public CFHeaders decode(PayloadReader in, WireFormat format) throws PayloadException {
      int filterType = in.readU8("filter type");
      Hash stop = in.readHash("stop hash");
      Hash previous = in.readHash("previous filter header");
      int count = in.readCount("filter hashes", MAX_HASHES, Hash.LENGTH);
      return new CFHeaders(filterType, stop, previous, HashList.read(in, count));
    }

    @Override
    public int size(CFHeaders message, WireFormat format) {
      return 1 + 2 * Hash.LENGTH + HashList.sizeOf(message.filterHashes);
    }

    @Override
    public void encode(CFHeaders message, PayloadWriter out, WireFormat format) {
      out.writeU8(message.filterType);
      out.writeHash(message.stop);
      out.writeHash(message.previousHeader);
      out.writeCount("filter hashes", message.filterHashes.size(), MAX_HASHES);
      HashList.write(message.filterHashes, out);
    }
  }
}
