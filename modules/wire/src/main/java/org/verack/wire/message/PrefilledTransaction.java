package org.verack.wire.message;

import java.util.Objects;
import org.verack.wire.chain.Transaction;

/**
 * A transaction that a {@link CmpctBlock} carries whole (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>).
 *
 * {@snippet :
 * // A compact block that carries the third transaction whole, as well as the coinbase.
 * CmpctBlock compact = CompactBlocks.build(block, 7, 2);
 *
 * PrefilledTransaction whole = compact.prefilled().get(1);
 * assert whole.index() == 2 && whole.transaction().equals(block.transaction(2));
 * }
 *
 * @param index its place in the block, 0 to 65535; on the wire as the distance to the one before
 * @param transaction the transaction
 */
public record PrefilledTransaction(int index, Transaction transaction) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the index is out of range
   */
  public PrefilledTransaction {
    BlockIndexes.requireRising(index, -1);
    Objects.requireNonNull(transaction, "transaction");
  }
}
