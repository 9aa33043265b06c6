package org.verack.wire.message;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.Transaction;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * A block as short ids of its transactions, for a receiver that has most of them (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>).
 *
 * {@snippet :
 * CmpctBlock compact = CompactBlocks.build(block, 7);
 *
 * assert compact.prefilled().getFirst().transaction().isCoinbase(); // nobody can have that
 * assert compact.shortIds().length() == CmpctBlock.SHORT_ID_LENGTH * compact.shortIdCount();
 * int size = network.encode(compact, format).payload().length();
 * assert size < block.size() / 2;
 * }
 *
 * @param header the header
 * @param nonce goes with the header into the key of the short ids
 * @param shortIds the short ids of the transactions that are not carried whole, in the order of the
 *     block, {@value #SHORT_ID_LENGTH} bytes each; see {@link #shortId(int)}
 * @param prefilled the transactions that are carried whole, in the order of the block; the coinbase
 *     is one of them. Of a received message a view with random access, whose entries are made anew
 *     at each look
 */
public record CmpctBlock(
    BlockHeader header, long nonce, Bytes shortIds, List<PrefilledTransaction> prefilled)
    implements Message {

  /** The length of a short id, in bytes. */
  public static final int SHORT_ID_LENGTH = 6;

  /** The most transactions that a block can have in this form. */
  public static final int MAX_TRANSACTIONS = BlockIndexes.MAX_INDEX;

  /** The command, the codec and the limits. */
  public static final MessageType<CmpctBlock> TYPE =
      new MessageType<>("cmpctblock", CmpctBlock.class, new Codec(), Limits.ANY_PAYLOAD, 4);

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if the short ids are no multiple of six bytes, or the indexes
   *     of the transactions do not rise
   */
  public CmpctBlock {
    Objects.requireNonNull(header, "header");
    if (shortIds.length() % SHORT_ID_LENGTH != 0) {
      throw new IllegalArgumentException(
          "short ids of " + shortIds.length() + " bytes are no multiple of " + SHORT_ID_LENGTH);
    }
    prefilled = PrefilledList.copyOf(prefilled);
  }

  /**
   * Returns how many short ids there are.
   *
   * @return the number
   */
  public int shortIdCount() {
    return shortIds.length() / SHORT_ID_LENGTH;
  }

  /**
   * Returns a short id as a number.
   *
   * {@snippet :
   * CmpctBlock compact = CompactBlocks.build(block, 7);
   * long id = ShortIds.of(compact, ShortIds.WITNESS).of(block.transaction(3));
   * assert compact.shortId(2) == id; // the coinbase has none
   * }
   *
   * @param index which
   * @return 48 bits: SipHash-2-4 of the wtxid without its two highest bytes
   * @throws IndexOutOfBoundsException if there is no such short id
   */
  public long shortId(int index) {
    int at = Objects.checkIndex(index, shortIdCount()) * SHORT_ID_LENGTH;
    long id = 0;
    for (int i = SHORT_ID_LENGTH - 1; i >= 0; i--) {
      id = id << 8 | (shortIds.get(at + i) & 0xff);
    }
    return id;
  }

  /**
   * Returns how many transactions the block has.
   *
   * @return short ids and whole transactions together
   */
  public int transactionCount() {
    return shortIdCount() + prefilled.size();
  }

  @Override
  public String command() {
    return "cmpctblock";
  }

  @Override
  public String toString() {
    return "cmpctblock "
        + header.hash()
        + ", "
        + shortIdCount()
        + " short ids, "
        + prefilled.size()
        + " prefilled";
  }

  private static final class Codec implements PayloadCodec<CmpctBlock> {

    /** An index and the shortest transaction. */
    private static final int SHORTEST_PREFILLED = 1 + 10;

    @Override
    public CmpctBlock decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("cmpctblock", ProtocolVersion.COMPACT_BLOCKS, format);
      BlockHeader header = BlockHeader.read(in);
      long nonce = in.readI64("nonce");
      int ids = in.readCount("short ids", MAX_TRANSACTIONS, SHORT_ID_LENGTH);
      Bytes shortIds = in.readBytes(ids * SHORT_ID_LENGTH);
      int count =
          in.readCount("prefilled transactions", MAX_TRANSACTIONS - ids, SHORTEST_PREFILLED);
      PrefilledList prefilled = PrefilledList.read(in, count, format.witness());
      return new CmpctBlock(header, nonce, shortIds, prefilled);
    }

    @Override
    public int size(CmpctBlock message, WireFormat format) {
      Gates.requireOnWrite("cmpctblock", ProtocolVersion.COMPACT_BLOCKS, format);
      int size =
          BlockHeader.SIZE
              + 8
              + CompactSize.size(message.shortIdCount())
              + message.shortIds.length()
              + CompactSize.size(message.prefilled.size());
      if (message.prefilled instanceof PrefilledList view && view.writableAsIs(format)) {
        return Math.addExact(size, view.bytes().length());
      }
      int previous = -1;
      for (PrefilledTransaction each : message.prefilled) {
        int transaction = Transaction.TYPE.codec().size(each.transaction(), format);
        size = Math.addExact(size, BlockIndexes.size(each.index(), previous) + transaction);
        previous = each.index();
      }
      return size;
    }

    @Override
    public void encode(CmpctBlock message, PayloadWriter out, WireFormat format) {
      if (message.transactionCount() > MAX_TRANSACTIONS) {
        throw new EncodeException(
            WireFault.TOO_MANY,
            message.transactionCount() + " transactions, limit " + MAX_TRANSACTIONS);
      }
      out.writeBytes(message.header.bytes());
      out.writeI64(message.nonce);
      out.writeCompactSize(message.shortIdCount());
      out.writeBytes(message.shortIds);
      out.writeCompactSize(message.prefilled.size());
      if (message.prefilled instanceof PrefilledList view && view.writableAsIs(format)) {
        out.writeBytes(view.bytes());
        return;
      }
      int previous = -1;
      for (PrefilledTransaction each : message.prefilled) {
        BlockIndexes.write(each.index(), previous, out);
        Transaction.TYPE.codec().encode(each.transaction(), out, format);
        previous = each.index();
      }
    }
  }
}
