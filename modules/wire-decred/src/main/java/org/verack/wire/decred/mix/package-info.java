/**
 * The messages by which wallets mix coins (StakeShuffle, a form of CoinShuffle++), which nodes
 * relay: from protocol version 10 on.
 *
 * <p>They are values and their layout; no cryptography is done here, and no signature checked.
 */
@NullMarked
package org.verack.wire.decred.mix;

import org.jspecify.annotations.NullMarked;
