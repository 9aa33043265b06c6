package org.verack.wire.chain;

/**
 * How large the parts of a transaction may be. The layout is the same in all families that took it
 * over from Bitcoin; these numbers, which bound what bytes can claim, are not.
 *
 * {@snippet :
 * TransactionLimits small = new TransactionLimits(100_000, 16, 100, 520, false);
 * MessageSet messages = network.messages().with(Transaction.type(small));
 * try {
 *   messages.decode("tx", transaction.bytes(), format);
 *   assert false;
 * } catch (PayloadException e) {
 *   assert e.fault() == WireFault.TOO_LONG; // a script of more than sixteen bytes
 * }
 * }
 *
 * @param maxSize the longest serialisation, in bytes
 * @param maxScript the longest script, in bytes
 * @param maxWitnessItems the most items in the witness of an input
 * @param maxWitnessItem the longest of these, in bytes
 * @param emptyWitnesses whether the marker of <a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0144.mediawiki">BIP 144</a> may stand
 *     where every witness is empty; such a transaction is read as if the marker was not there
 */
public record TransactionLimits(
    int maxSize, int maxScript, int maxWitnessItems, int maxWitnessItem, boolean emptyWitnesses) {

  /** Those of Bitcoin, as btcd has them. */
  public static final TransactionLimits BITCOIN =
      new TransactionLimits(4_000_000, 4_000_000, 4_000_000, 4_000_000, false);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public TransactionLimits {
    if ((maxSize | maxScript | maxWitnessItems | maxWitnessItem) < 0) {
      throw new IllegalArgumentException("a negative limit");
    }
  }
}
