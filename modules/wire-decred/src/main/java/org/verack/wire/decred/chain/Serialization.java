package org.verack.wire.decred.chain;

/**
 * What of a transaction is written: the high sixteen bits of its first four bytes.
 *
 * {@snippet :
 * // A prefix has no witness; it has the same name as the whole.
 * TxIn input = transaction.inputs().getFirst();
 * TxIn bare = new TxIn(input.previousOutput(), input.sequence(), 0, 0, 0, Bytes.EMPTY);
 * Transaction prefix =
 *     Transaction.of(
 *         Serialization.NO_WITNESS,
 *         transaction.version(),
 *         List.of(bare),
 *         transaction.outputs(),
 *         transaction.lockTime(),
 *         transaction.expiry());
 * assert prefix.serialization() == Serialization.NO_WITNESS && prefix.size() < transaction.size();
 * }
 */
public enum Serialization {
  /** Prefix and witness. */
  FULL(0),
  /** The prefix: inputs without their signatures, outputs, lock time and expiry. */
  NO_WITNESS(1),
  /** The witness: for each input what it is worth, where it came from, and its signature. */
  ONLY_WITNESS(2);

  private final int code;

  Serialization(int code) {
    this.code = code;
  }

  /**
   * Returns the number on the wire.
   *
   * @return 0, 1 or 2
   */
  public int code() {
    return code;
  }

  boolean hasPrefix() {
    return this != ONLY_WITNESS;
  }

  boolean hasWitness() {
    return this != NO_WITNESS;
  }
}
