/**
 * Decred's blocks, headers and transactions, as immutable views over the bytes they came in.
 *
 * <p>Decoding is one scan that checks the structure completely; encoding gives the original bytes.
 */
@NullMarked
package org.verack.wire.decred.chain;

import org.jspecify.annotations.NullMarked;
