/**
 * The messages of Kaspa that Bitcoin does not have, or has in another form.
 *
 * {@snippet :
 * Inv news = Inv.of(InventoryVector.block(hash));
 * EncodedMessage encoded = network.encode(news, format); // once for many peers
 * assert encoded.frameLength() == 24 + 1 + 36;
 * peer.send(encoded);
 * }
 */
@NullMarked
package org.verack.wire.kaspa.message;

import org.jspecify.annotations.NullMarked;
