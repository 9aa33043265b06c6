package org.verack.wire.chain;

import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.codec.TrustedReader;

/**
 * Walks the inputs of a block or of a transaction without making an object for any of them.
 *
 * <p>The fields are those of the input at which the last {@link #next()} arrived, and mean nothing
 * before the first and after the last. Offsets are from the beginning of the {@code bytes()} of the
 * block or the transaction. Witnesses stand behind the outputs; they are walked only if someone
 * asks for one.
 *
 * <p>Not safe for use by several threads at once.
 *
 * {@snippet :
 * Set<OutPoint> spent = new HashSet<>();
 * for (InputCursor input = block.inputCursor(); input.next(); ) {
 *   if (!input.isCoinbase()) {
 *     spent.add(new OutPoint(input.previousTxid(), input.previousIndex()));
 *   }
 * }
 * assert spent.containsAll(transaction.inputs().stream().map(TxIn::previousOutput).toList());
 * }
 */
public final class InputCursor {

  private final Bytes bytes;
  private final int[] starts;
  private final int[] witnessAt;
  private final TrustedReader in;
  private int transaction = -1;
  private int input;
  private int remaining;
  private int previousOffset;
  private int scriptOffset;
  private int scriptLength;

  /** A reader of its own, made when a witness is asked for; at the end of the last one found. */
  private final TrustedReader witnesses;

  /** The input of this transaction whose witness was found last, or -1. */
  private int witnessInput = -1;

  private int witnessOffset;
  private int witnessItems;

  /** Creates a cursor; see {@link OutputCursor}. */
  InputCursor(Bytes bytes, int[] starts, int[] witnessAt) {
    this.bytes = bytes;
    this.starts = starts;
    this.witnessAt = witnessAt;
    this.in = new TrustedReader(bytes, 0);
    this.witnesses = new TrustedReader(bytes, 0);
  }

  /**
   * Goes to the next input.
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
      remaining = in.count();
      input = -1;
      witnessInput = -1;
    }
    remaining--;
    input++;
    previousOffset = in.offset();
    in.skip(OutPoint.SIZE);
    scriptLength = in.count();
    scriptOffset = in.offset();
    in.skip(scriptLength + 4);
    return true;
  }

  /**
   * Returns which transaction the input belongs to.
   *
   * @return its index in the block, 0 for the coinbase
   */
  public int transactionIndex() {
    return transaction;
  }

  /**
   * Returns which input of its transaction it is.
   *
   * @return 0 for the first
   */
  public int inputIndex() {
    return input;
  }

  /**
   * Tells whether the input spends nothing, as that of a coinbase.
   *
   * @return whether it is {@link OutPoint#NONE} that it spends
   */
  public boolean isCoinbase() {
    return (previousTxidWord(0) | previousTxidWord(1) | previousTxidWord(2) | previousTxidWord(3))
            == 0
        && previousIndex() == OutPoint.MAX_INDEX;
  }

  /**
   * Returns where the 36 bytes of the output that is spent begin.
   *
   * @return the offset of its txid, behind which its index stands
   */
  public int previousOffset() {
    return previousOffset;
  }

  /**
   * Returns a part of the txid of the output that is spent.
   *
   * @param index 0 to 3, as in {@link Hash#word}
   * @return eight of its bytes as a little-endian word
   * @throws IndexOutOfBoundsException for another index
   */
  public long previousTxidWord(int index) {
    Objects.checkIndex(index, 4);
    return in.i64At(previousOffset + Long.BYTES * index);
  }

  /**
   * Makes an object for the txid of the output that is spent.
   *
   * @return the txid
   */
  public Hash previousTxid() {
    return Hash.read(bytes.array(), bytes.offset() + previousOffset);
  }

  /**
   * Returns which output of its transaction is spent.
   *
   * @return 0 to 2^32 - 1
   */
  public long previousIndex() {
    return in.i32At(previousOffset + Hash.LENGTH) & 0xffff_ffffL;
  }

  /**
   * Returns where the signature script begins.
   *
   * @return the offset
   */
  public int scriptOffset() {
    return scriptOffset;
  }

  /**
   * Returns how long the signature script is.
   *
   * @return bytes
   */
  public int scriptLength() {
    return scriptLength;
  }

  /**
   * Makes an object for the signature script.
   *
   * @return a piece of the memory of the block or the transaction
   */
  public Bytes script() {
    return bytes.slice(scriptOffset, scriptLength);
  }

  /**
   * Returns the sequence.
   *
   * @return 0 to 2^32 - 1
   */
  public long sequence() {
    return in.i32At(scriptOffset + scriptLength) & 0xffff_ffffL;
  }

  /**
   * Returns how many items the witness has.
   *
   * @return the number; 0 also if the transaction has no witnesses
   */
  public int witnessItemCount() {
    return findWitness() ? witnessItems : 0;
  }

  /**
   * Returns where the witness begins: with the count of its items, each of which then has its
   * length before it.
   *
   * @return the offset; 0 if the transaction has no witnesses
   */
  public int witnessOffset() {
    return findWitness() ? witnessOffset : 0;
  }

  /**
   * Returns how long the witness is, with the count of its items.
   *
   * @return bytes; 0 if the transaction has no witnesses
   */
  public int witnessLength() {
    return findWitness() ? witnesses.offset() - witnessOffset : 0;
  }

  private boolean findWitness() {
    if (witnessAt[transaction] == 0) {
      return false;
    }
    if (witnessInput < 0) {
      witnesses.seek(starts[transaction] + witnessAt[transaction]);
    }
    while (witnessInput < input) {
      witnessInput++;
      witnessOffset = witnesses.offset();
      witnessItems = witnesses.count();
      for (int i = 0; i < witnessItems; i++) {
        witnesses.skip(witnesses.count());
      }
    }
    return true;
  }
}
