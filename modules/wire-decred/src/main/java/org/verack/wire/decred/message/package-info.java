/**
 * Decred's messages, one immutable type per message. What is the same as in Bitcoin is Bitcoin's
 * type, see {@link org.verack.wire.decred.DecredMessages}; those for mixing coins are in {@link
 * org.verack.wire.decred.mix}.
 *
 * {@snippet :
 * Inv news = Inv.of(InventoryVector.block(hash));
 * EncodedMessage encoded = network.encode(news, format); // once for many peers
 * assert encoded.frameLength() == 24 + 1 + 36;
 * peer.send(encoded);
 * }
 */
@NullMarked
package org.verack.wire.decred.message;

import org.jspecify.annotations.NullMarked;
