package org.verack.wire.chain;

import java.util.Objects;
import org.verack.wire.Bytes;

/**
 * An input of a transaction.
 *
 * {@snippet :
 * OutPoint spent = OutPoint.parse(hash + ":0");
 * TxIn unsigned = new TxIn(spent, Bytes.EMPTY, 0xffff_fffdL); // may be replaced by a higher fee
 * assert unsigned.witness().isEmpty() && unsigned.sequence() < TxIn.FINAL_SEQUENCE;
 *
 * Witness witness = Witness.of(Bytes.ofHex("51"));
 * TxIn signed = new TxIn(spent, unsigned.script(), unsigned.sequence(), witness);
 * assert !signed.equals(unsigned); // though the txid will be the same
 * }
 *
 * @param previousOutput what it spends
 * @param script the signature script
 * @param sequence 0 to 2^32 - 1: a lock time relative to what is spent (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0068.mediawiki">BIP 68</a>), a sign
 *     that the transaction may be replaced (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0125.mediawiki">BIP 125</a>), or {@link
 *     #FINAL_SEQUENCE}
 * @param witness its witness, empty if it has none
 */
public record TxIn(OutPoint previousOutput, Bytes script, long sequence, Witness witness) {

  /** The sequence of an input that opts out of everything. */
  public static final long FINAL_SEQUENCE = 0xffff_ffffL;

  /**
   * Checks the sequence.
   *
   * @throws IllegalArgumentException if it is not 0 to 2^32 - 1
   */
  public TxIn {
    Objects.requireNonNull(previousOutput, "previousOutput");
    Objects.requireNonNull(script, "script");
    Objects.requireNonNull(witness, "witness");
    if (sequence < 0 || sequence > FINAL_SEQUENCE) {
      throw new IllegalArgumentException("sequence " + sequence);
    }
  }

  /**
   * Makes an input without a witness.
   *
   * @param previousOutput what it spends
   * @param script the signature script
   * @param sequence 0 to 2^32 - 1
   */
  public TxIn(OutPoint previousOutput, Bytes script, long sequence) {
    this(previousOutput, script, sequence, Witness.EMPTY);
  }
}
