package org.verack.wire.kaspa.chain;

import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.chain.OutPoint;

/**
 * An input of a transaction.
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
