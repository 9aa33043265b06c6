/**
 * Blocks, headers and transactions of Kaspa, as views over their bytes.
 *
 * {@snippet :
 * assert Block.parse(block.bytes()).equals(block);
 * Transaction own = transaction.detached(); // lets go of the block that it came in
 * assert own.equals(transaction);
 * }
 */
@NullMarked
package org.verack.wire.kaspa.chain;

import org.jspecify.annotations.NullMarked;
