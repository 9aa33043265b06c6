package org.verack.wire.chain;

import java.util.Objects;
import org.verack.wire.Hash;
import org.verack.wire.RemoteText;

/**
 * Names one output of one transaction.
 *
 * {@snippet :
 * OutPoint output = new OutPoint(transaction.txid(), 1);
 *
 * assert output.toString().equals(transaction.txid() + ":1");
 * assert OutPoint.parse(output.toString()).equals(output);
 * assert block.transaction(0).inputs().getFirst().previousOutput().equals(OutPoint.NONE);
 * }
 *
 * @param txid the transaction
 * @param index which of its outputs, 0 to 2^32 - 1
 */
public record OutPoint(Hash txid, long index) {

  /** How many bytes an outpoint takes on the wire. */
  public static final int SIZE = 36;

  /** The largest index, which together with a zero hash stands in the input of a coinbase. */
  public static final long MAX_INDEX = 0xffff_ffffL;

  /** What the input of a coinbase spends: nothing. */
  public static final OutPoint NONE = new OutPoint(Hash.ZERO, MAX_INDEX);

  /**
   * Checks the index.
   *
   * @throws IllegalArgumentException if it is not 0 to 2^32 - 1
   */
  public OutPoint {
    Objects.requireNonNull(txid, "txid");
    if (index < 0 || index > MAX_INDEX) {
      throw new IllegalArgumentException("output index " + index);
    }
  }

  /**
   * Reads the text form.
   *
   * @param text 64 hexadecimal digits, a colon, and the index in decimal
   * @return the outpoint
   * @throws IllegalArgumentException if the text is anything else
   */
  public static OutPoint parse(String text) {
    int colon = text.indexOf(':');
    String digits = text.substring(colon + 1);
    if (colon < 0 || digits.isEmpty() || digits.length() > 10 || !digits.matches("[0-9]+")) {
      throw new IllegalArgumentException(
          "an outpoint is <txid>:<index>, not " + RemoteText.escape(text, 80));
    }
    return new OutPoint(Hash.of(text.substring(0, colon)), Long.parseLong(digits));
  }

  /** Returns {@code <txid>:<index>}. */
  @Override
  public String toString() {
    return txid + ":" + index;
  }
}
