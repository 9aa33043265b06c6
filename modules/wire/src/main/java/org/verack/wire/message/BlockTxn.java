package org.verack.wire.message;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Transaction;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * The transactions that a {@link GetBlockTxn} asked for (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>).
 *
 * {@snippet :
 * CmpctBlock compact = CompactBlocks.build(block, 7); // received; we have no transactions
 * var reconstruction = Reconstruction.of(compact, ShortIds.WITNESS, List.of());
 * var needs = (Reconstruction.NeedsTransactions) reconstruction;
 *
 * BlockTxn answer = new BlockTxn(block.hash(), block.transactions().subList(1, 5));
 * assert needs.fill(answer).equals(new Reconstruction.Complete(block));
 * }
 *
 * @param block the hash of the block
 * @param transactions the transactions, in the order in which they were asked for; at most {@value
 *     #MAX_TRANSACTIONS}. Of a received message a view with random access, whose transactions are
 *     made anew at each look
 */
public record BlockTxn(Hash block, List<Transaction> transactions) implements Message {

  /** The most transactions: as many as can be asked for. */
  public static final int MAX_TRANSACTIONS = BlockIndexes.MAX_INDEX + 1;

  /** The command, the codec and the limits. */
  public static final MessageType<BlockTxn> TYPE =
      new MessageType<>("blocktxn", BlockTxn.class, new Codec(), Limits.ANY_PAYLOAD, 3);

  /** Copies the list. */
  public BlockTxn {
    Objects.requireNonNull(block, "block");
    transactions = TransactionList.copyOf(transactions);
  }

  @Override
  public String command() {
    return "blocktxn";
  }

  @Override
  public String toString() {
    return "blocktxn of " + block + ", " + transactions.size() + " transactions";
  }

  private static final class Codec implements PayloadCodec<BlockTxn> {

    /** Version, no inputs, no outputs, lock time. */
    private static final int SHORTEST_TRANSACTION = 10;

    @Override
    public BlockTxn decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("blocktxn", ProtocolVersion.COMPACT_BLOCKS, format);
      Hash block = in.readHash("block hash");
      int count = in.readCount("transactions", MAX_TRANSACTIONS, SHORTEST_TRANSACTION);
      return new BlockTxn(block, TransactionList.read(in, count, format.witness()));
    }

    @Override
    public int size(BlockTxn message, WireFormat format) {
      Gates.requireOnWrite("blocktxn", ProtocolVersion.COMPACT_BLOCKS, format);
      int size = Hash.LENGTH + CompactSize.size(message.transactions.size());
      if (message.transactions instanceof TransactionList view && view.writableAsIs(format)) {
        return Math.addExact(size, view.bytes().length());
      }
      for (Transaction each : message.transactions) {
        size = Math.addExact(size, Transaction.TYPE.codec().size(each, format));
      }
      return size;
    }

    @Override
    public void encode(BlockTxn message, PayloadWriter out, WireFormat format) {
      out.writeHash(message.block);
      out.writeCount("transactions", message.transactions.size(), MAX_TRANSACTIONS);
      if (message.transactions instanceof TransactionList view && view.writableAsIs(format)) {
        out.writeBytes(view.bytes());
        return;
      }
      for (Transaction each : message.transactions) {
        Transaction.TYPE.codec().encode(each, out, format);
      }
    }
  }
}
