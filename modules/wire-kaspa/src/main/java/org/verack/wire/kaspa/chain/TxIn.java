package org.verack.wire.kaspa.chain;

import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.chain.OutPoint;

/**
 * An input of a transaction.
 *
 * {@snippet :
 * TxIn input = new TxIn(new OutPoint(transaction.id(), 0), Bytes.EMPTY, TxIn.FINAL_SEQUENCE);
 * Transaction spend =
 *     Transaction.of(1, List.of(input), List.of(new TxOut(5_000, Bytes.EMPTY)), 0);
 * Transaction signed =
 *     Transaction.of(
 *         1,
 *         List.of(new TxIn(input.previousOutput(), Bytes.ofHex("51"), input.sequence())),
 *         spend.outputs(),
 *         0);
 * assert signed.id().equals(spend.id()); // signatures do not count
 * }
 *
 * @param previousOutput what it spends, by the id of its transaction
 * @param script the signature script
 * @param sequence any 64 bits
 */
public record TxIn(OutPoint previousOutput, Bytes script, long sequence) {

  /** The sequence of an input that opts out of everything. */
  public static final long FINAL_SEQUENCE = -1;

  /** Checks that nothing is missing. */
  public TxIn {
    Objects.requireNonNull(previousOutput, "previousOutput");
    Objects.requireNonNull(script, "script");
  }
}
