/**
 * The messages by which wallets mix coins (StakeShuffle, a form of CoinShuffle++), which nodes
 * relay: from protocol version 10 on.
 *
 * <p>They are values and their layout; no cryptography is done here, and no signature checked.
 *
 * {@snippet :
 * MixMessage message = DecredArbitraries.sample(MixConfirm.class, 7);
 * String step =
 *     switch (message) {
 *       case MixPairReq request -> "pairing";
 *       case MixKeyXchg keys -> "keys of run " + keys.run();
 *       case MixSessionMessage later -> later.command();
 *     };
 * assert step.equals("mixconfirm");
 * }
 */
@NullMarked
package org.verack.wire.decred.mix;

import org.jspecify.annotations.NullMarked;
