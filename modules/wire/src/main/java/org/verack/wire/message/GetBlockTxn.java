package org.verack.wire.message;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * Asks for the transactions of a {@link CmpctBlock} that the sender does not have (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>); answered by
 * {@link BlockTxn}.
 *
 * {@snippet :
 * CompletableFuture<BlockTxn> answer = new CompletableFuture<>();
 * peer.on(BlockTxn.class, (from, message) -> answer.complete(message));
 * peer.send(new GetBlockTxn(hash, List.of(1, 4)));
 *
 * assert answer.get().transactions().equals(List.of(block.transaction(1), block.transaction(4)));
 * }
 *
 * @param block the hash of the block
 * @param indexes the places of the transactions in the block, rising, 0 to 65535; on the wire as
 *     distances
 */
public record GetBlockTxn(Hash block, List<Integer> indexes) implements Message {

  /** The command, the codec and the limits. */
  public static final MessageType<GetBlockTxn> TYPE =
      new MessageType<>("getblocktxn", GetBlockTxn.class, new Codec(), Limits.ANY_PAYLOAD, 10);

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if the indexes do not rise or are out of range
   */
  public GetBlockTxn {
    Objects.requireNonNull(block, "block");
    indexes = IndexList.copyOf(indexes);
  }

  @Override
  public String command() {
    return "getblocktxn";
  }

  @Override
  public String toString() {
    return "getblocktxn of " + block + ", " + indexes.size() + " transactions";
  }

  private static final class Codec implements PayloadCodec<GetBlockTxn> {

    @Override
    public GetBlockTxn decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("getblocktxn", ProtocolVersion.COMPACT_BLOCKS, format);
      Hash block = in.readHash("block hash");
      int count = in.readCount("indexes", BlockIndexes.MAX_INDEX + 1, 1);
      return new GetBlockTxn(block, IndexList.read(in, count));
    }

    @Override
    public int size(GetBlockTxn message, WireFormat format) {
      Gates.requireOnWrite("getblocktxn", ProtocolVersion.COMPACT_BLOCKS, format);
      int size = Hash.LENGTH + CompactSize.size(message.indexes.size());
      int previous = -1;
      for (int index : message.indexes) {
        size += BlockIndexes.size(index, previous);
        previous = index;
      }
      return size;
    }

    @Override
    public void encode(GetBlockTxn message, PayloadWriter out, WireFormat format) {
      out.writeHash(message.block);
      out.writeCompactSize(message.indexes.size());
      int previous = -1;
      for (int index : message.indexes) {
        BlockIndexes.write(index, previous, out);
        previous = index;
      }
    }
  }
}
