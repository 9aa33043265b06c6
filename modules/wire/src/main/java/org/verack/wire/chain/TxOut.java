package org.verack.wire.chain;

import java.util.Objects;
import org.verack.wire.Bytes;

/**
 * An output of a transaction.
 *
 * @param value the amount in satoshi; the wire allows any 64 bits, consensus only 0 to 21 million
 *     coins
 * @param script the script that says who may spend it
 */
public record TxOut(long value, Bytes script) {

  /** Checks that there is a script. */
  public TxOut {
    Objects.requireNonNull(script, "script");
  }
}
