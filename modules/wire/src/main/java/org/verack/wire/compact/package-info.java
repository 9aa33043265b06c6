/**
 * Compact blocks (BIP 152): sending a block as short ids of its transactions, and building it again
 * from the transactions that one has.
 *
 * <p>Everything here is a pure function over values; who sends what, and when, is not decided here.
 */
@NullMarked
package org.verack.wire.compact;

import org.jspecify.annotations.NullMarked;
