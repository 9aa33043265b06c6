package org.verack.wire.chain;

import java.util.Objects;
import org.verack.wire.Bytes;

/**
 * An output of a transaction.
 *
 * {@snippet :
 * TxOut payment = new TxOut(150_000, Bytes.ofHex("0014" + "00".repeat(20))); // 0.0015 coins
 * assert payment.equals(new TxOut(150_000, payment.script()));
 *
 * // The wire allows any number, consensus does not; this is no place to find out.
 * assert new TxOut(-1, Bytes.EMPTY).value() == -1;
 * }
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
