package org.verack.wire.chain;

import org.verack.wire.Bytes;
import org.verack.wire.codec.TrustedReader;

/**
 * Walks the outputs of a block or of a transaction without making an object for any of them, as
 * someone does who indexes blocks.
 *
 * {@snippet :
 * Bytes mine = transaction.outputs().getFirst().script();
 * long received = 0;
 * for (OutputCursor output = block.outputCursor(); output.next(); ) {
 *   if (output.scriptLength() == mine.length() && output.script().equals(mine)) {
 *     received += output.value();
 *   }
 * }
 * assert received >= transaction.outputs().getFirst().value();
 * }
 *
 * <p>The fields are those of the output at which the last {@link #next()} arrived, and mean nothing
 * before the first and after the last. Nothing here fails, because the bytes were checked when the
 * view was made.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class OutputCursor {

  private final Bytes bytes;
  private final int[] starts;
  private final int[] witnessAt;
  private final TrustedReader in;
  private int transaction = -1;
  private int output;
  private int remaining;
  private long value;
  private int scriptOffset;
  private int scriptLength;

  /**
   * Creates a cursor.
   *
   * @param starts where each transaction begins
   * @param witnessAt for each transaction where its witness begins, from its start, or 0; the
   *     length says how many transactions there are
   */
  OutputCursor(Bytes bytes, int[] starts, int[] witnessAt) {
    this.bytes = bytes;
    this.starts = starts;
    this.witnessAt = witnessAt;
    this.in = new TrustedReader(bytes, 0);
  }

  /**
   * Goes to the next output.
   *
   * @return whether there is one
   */
  public boolean next() {
    while (remaining == 0) {
      if (transaction + 1 >= witnessAt.length) {
        return false;
      }
      transaction++;
      in.seek(starts[transaction] + (witnessAt[transaction] != 0 ? 6 : 4));
      for (int inputs = in.count(); inputs > 0; inputs--) {
        in.skip(OutPoint.SIZE);
        in.skip(in.count());
        in.skip(4);
      }
      remaining = in.count();
      output = -1;
    }
    remaining--;
    output++;
    value = in.i64();
    scriptLength = in.count();
    scriptOffset = in.offset();
    in.skip(scriptLength);
    return true;
  }

  /**
   * Returns which transaction the output belongs to.
   *
   * @return its index in the block, 0 for the coinbase
   */
  public int transactionIndex() {
    return transaction;
  }

  /**
   * Returns which output of its transaction it is.
   *
   * @return 0 for the first
   */
  public int outputIndex() {
    return output;
  }

  /**
   * Returns the amount.
   *
   * @return satoshi; any 64 bits
   */
  public long value() {
    return value;
  }

  /**
   * Returns where the script begins.
   *
   * @return the offset in the {@code bytes()} of the block or the transaction
   */
  public int scriptOffset() {
    return scriptOffset;
  }

  /**
   * Returns how long the script is.
   *
   * @return bytes
   */
  public int scriptLength() {
    return scriptLength;
  }

  /**
   * Makes an object for the script.
   *
   * @return a piece of the memory of the block or the transaction
   */
  public Bytes script() {
    return bytes.slice(scriptOffset, scriptLength);
  }
}
