package org.verack.wire.decred.chain;

import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.decred.codec.Limits;

/**
 * An input of a transaction. On the wire the first two parts stand in the transaction's prefix and
 * the others in its witness; where a {@linkplain Serialization serialisation} leaves one of them
 * out, its parts are zero.
 *
 * {@snippet :
 * OutPoint coin = new OutPoint(transaction.txid(), 0, OutPoint.REGULAR);
 * TxIn unsigned =
 *     new TxIn(coin, TxIn.FINAL_SEQUENCE, TxIn.NO_VALUE, TxIn.NO_BLOCK, TxIn.NO_INDEX, Bytes.EMPTY);
 * Transaction spend =
 *     Transaction.of(1, List.of(unsigned), List.of(new TxOut(5_000, 0, Bytes.EMPTY)), 0, 0);
 * assert spend.inputs().equals(List.of(unsigned));
 * }
 *
 * @param previousOutput what it spends
 * @param sequence 0 to 2^32 - 1
 * @param value what the spent output is worth, in atoms, by the word of the spender
 * @param blockHeight the height of the block with the spent output, 0 to 2^32 - 1
 * @param blockIndex the place of its transaction in that block's tree, 0 to 2^32 - 1
 * @param script the signature script
 */
public record TxIn(
    OutPoint previousOutput,
    long sequence,
    long value,
    long blockHeight,
    long blockIndex,
    Bytes script) {

  /** The sequence of an input that opts out of everything. */
  public static final long FINAL_SEQUENCE = 0xffff_ffffL;

  /** The value of an input whose spender does not say what it is worth. */
  public static final long NO_VALUE = -1;

  /** The height of an output whose block the spender does not know. */
  public static final long NO_BLOCK = 0;

  /** The place of a transaction that the spender does not know, and of the coins of a coinbase. */
  public static final long NO_INDEX = 0xffff_ffffL;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if sequence, height or index are out of range
   */
  public TxIn {
    Objects.requireNonNull(previousOutput, "previousOutput");
    Objects.requireNonNull(script, "script");
    Limits.requireU32("sequence", sequence);
    Limits.requireU32("block height", blockHeight);
    Limits.requireU32("block index", blockIndex);
  }

  /** Whether anything is in what a witness holds. */
  boolean hasWitness() {
    return value != 0 || blockHeight != 0 || blockIndex != 0 || !script.isEmpty();
  }

  /** Whether anything is in what a prefix holds. */
  boolean hasPrefix() {
    return !previousOutput.txid().isZero()
        || previousOutput.index() != 0
        || previousOutput.tree() != 0
        || sequence != 0;
  }
}
