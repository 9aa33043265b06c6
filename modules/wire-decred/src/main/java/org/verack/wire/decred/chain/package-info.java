/**
 * Decred's blocks, headers and transactions, as immutable views over the bytes they came in.
 *
 * <p>Decoding is one scan that checks the structure completely; encoding gives the original bytes.
 *
 * {@snippet :
 * Bytes bytes = block.bytes();
 * assert Block.parse(bytes).bytes().equals(bytes); // what is relayed is not encoded again
 * Transaction own = transaction.detached(); // lets go of the block that it came in
 * assert own.equals(transaction);
 * }
 */
@NullMarked
package org.verack.wire.decred.chain;

import org.jspecify.annotations.NullMarked;
