package org.verack.wire.decred.chain;

import java.util.Objects;
import org.verack.wire.Hash;

/**
 * Names one output of one transaction.
 *
 * {@snippet :
 * OutPoint ticket = new OutPoint(transaction.txid(), 0, OutPoint.STAKE);
 * assert !ticket.equals(new OutPoint(transaction.txid(), 0, OutPoint.REGULAR));
 * assert block.transactions().getFirst().inputs().getFirst().previousOutput().equals(OutPoint.NONE);
 * }
 *
 * @param txid the transaction
 * @param index which of its outputs, 0 to 2^32 - 1
 * @param tree in which of its block's two trees the transaction stands: {@link #REGULAR}, {@link
 *     #STAKE}, or any other signed byte
 */
public record OutPoint(Hash txid, long index, int tree) {

  /** How many bytes an outpoint takes on the wire. */
  public static final int SIZE = 37;

  /** The tree of the transactions that move coins. */
  public static final int REGULAR = 0;

  /** The tree of tickets, votes, revocations and the treasury. */
  public static final int STAKE = 1;

  /** The largest index, which together with a zero hash stands in the input of a coinbase. */
  public static final long MAX_INDEX = 0xffff_ffffL;

  /** What the input of a coinbase spends: nothing. */
  public static final OutPoint NONE = new OutPoint(Hash.ZERO, MAX_INDEX, REGULAR);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the index is not 0 to 2^32 - 1, or the tree not -128 to 127
   */
  public OutPoint {
    Objects.requireNonNull(txid, "txid");
    if (index < 0 || index > MAX_INDEX) {
      throw new IllegalArgumentException("output index " + index);
    }
    if (tree != (byte) tree) {
      throw new IllegalArgumentException("tree " + tree + " is not -128 to 127");
    }
  }

  /** Returns {@code <txid>:<index>}, and the tree if it is not the regular one. */
  @Override
  public String toString() {
    return txid + ":" + index + (tree == REGULAR ? "" : tree == STAKE ? ":stake" : ":" + tree);
  }
}
