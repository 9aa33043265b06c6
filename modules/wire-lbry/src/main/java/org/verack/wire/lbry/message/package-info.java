/**
 * The messages of LBRY that Bitcoin does not have, or has with another header.
 *
 * {@snippet :
 * EncodedMessage encoded = network.encode(Headers.of(header), format); // once for many peers
 * assert encoded.frameLength() == 24 + 1 + 113;
 * peer.send(encoded);
 * }
 */
@NullMarked
package org.verack.wire.lbry.message;

import org.jspecify.annotations.NullMarked;
