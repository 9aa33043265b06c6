package org.verack.wire.compact;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.GetBlockTxn;
import org.verack.wire.message.PrefilledTransaction;

/**
 * The side of whoever has a block: makes it compact, and answers for what the other side lacks.
 *
 * {@snippet :
 * CmpctBlock compact = CompactBlocks.build(block, 7); // the coinbase goes whole, the others as ids
 * assert compact.transactionCount() == block.transactionCount();
 * assert compact.shortIdCount() == block.transactionCount() - 1;
 *
 * GetBlockTxn question = new GetBlockTxn(block.hash(), List.of(2, 4)); // what the receiver lacks
 * BlockTxn answer = CompactBlocks.answer(block, question);
 * assert answer.transactions().equals(List.of(block.transaction(2), block.transaction(4)));
 * }
 */
public final class CompactBlocks {

  private CompactBlocks() {}

  /**
   * Makes a compact block of version 2.
   *
   * @param block the block
   * @param nonce a random number
   * @param prefilled the positions of the transactions to carry whole besides the coinbase, in any
   *     order: those that the receiver is unlikely to have, up to some 10 kB (<a
   *     href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>)
   * @return the message
   * @throws EncodeException if the block has no transactions or too many for this form
   * @throws IllegalArgumentException if there is no transaction at one of the positions
   */
  public static CmpctBlock build(Block block, long nonce, int... prefilled) {
    return build(block, nonce, ShortIds.WITNESS, prefilled);
  }

  /**
   * Makes a compact block of a given version.
   *
   * @param block the block
   * @param nonce a random number
   * @param version {@link ShortIds#WITNESS} or {@link ShortIds#BASE}, as it was negotiated
   * @param prefilled the positions of the transactions to carry whole besides the coinbase
   * @return the message
   * @throws EncodeException if the block has no transactions or too many for this form
   * @throws IllegalArgumentException if there is no transaction at one of the positions, or no such
   *     version
   */
  public static CmpctBlock build(Block block, long nonce, int version, int[] prefilled) {
    ShortIds ids = ShortIds.of(block.header(), nonce, version);
    int count = block.transactionCount();
    if (count == 0 || count > CmpctBlock.MAX_TRANSACTIONS) {
      throw new EncodeException(
          count == 0 ? WireFault.BAD_VALUE : WireFault.TOO_MANY,
          "compact block of " + count + " transactions, 1 to " + CmpctBlock.MAX_TRANSACTIONS);
    }
    BitSet whole = new BitSet(count);
    whole.set(0);
    for (int index : prefilled) {
      if (index < 0 || index >= count) {
        throw new IllegalArgumentException("no transaction " + index + " of " + count);
      }
      whole.set(index);
    }
    List<Hash> hashes = version == ShortIds.WITNESS ? block.wtxids() : block.txids();
    byte[] shortIds = new byte[(count - whole.cardinality()) * CmpctBlock.SHORT_ID_LENGTH];
    List<PrefilledTransaction> carried = new ArrayList<>(whole.cardinality());
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (whole.get(i)) {
        carried.add(new PrefilledTransaction(i, inForm(block.transaction(i), version)));
      } else {
        long id = ids.of(hashes.get(i));
        for (int shift = 0; shift < Long.SIZE - 16; shift += Byte.SIZE) {
          shortIds[at++] = (byte) (id >>> shift);
        }
      }
    }
    return new CmpctBlock(block.header(), nonce, Bytes.wrap(shortIds), carried);
  }

  /**
   * Answers for the transactions that the receiver of a compact block of version 2 lacks.
   *
   * @param block the block that is asked for
   * @param request what is asked for
   * @return the answer
   * @throws ViolationException if the block has no transaction at one of the positions, for which
   *     Bitcoin Core disconnects
   * @throws IllegalArgumentException if this is not the block that is asked for
   */
  public static BlockTxn answer(Block block, GetBlockTxn request) throws ViolationException {
    return answer(block, request, ShortIds.WITNESS);
  }

  /**
   * Answers for the transactions that the receiver of a compact block lacks.
   *
   * @param block the block that is asked for
   * @param request what is asked for
   * @param version {@link ShortIds#WITNESS} or {@link ShortIds#BASE}, as it was negotiated
   * @return the answer
   * @throws ViolationException if the block has no transaction at one of the positions
   * @throws IllegalArgumentException if this is not the block that is asked for
   */
  public static BlockTxn answer(Block block, GetBlockTxn request, int version)
      throws ViolationException {
    if (!block.hash().equals(request.block())) {
      throw new IllegalArgumentException(
          "block " + block.hash() + " does not answer for " + request.block());
    }
    int count = block.transactionCount();
    List<Transaction> transactions = new ArrayList<>(request.indexes().size());
    for (int index : request.indexes()) {
      if (index >= count) {
        throw new ViolationException(
            WireFault.BAD_VALUE, "getblocktxn for transaction " + index + " of " + count, -1);
      }
      transactions.add(inForm(block.transaction(index), version));
    }
    return new BlockTxn(block.hash(), transactions);
  }

  /** In version 1 nothing has a witness, whoever it came from. */
  static Transaction inForm(Transaction transaction, int version) {
    if (version == ShortIds.WITNESS || !transaction.hasWitness()) {
      return transaction;
    }
    try {
      return Transaction.parse(transaction.strippedBytes());
    } catch (PayloadException e) {
      throw new AssertionError("a transaction with a witness has inputs", e);
    }
  }
}
