/**
 * The Decred family: its networks, protocol versions, handshake and messages.
 *
 * <p>Begin at {@link org.verack.wire.decred.DecredNetworks}; a peer is made with one of its values
 * as with any other network:
 *
 * <pre>{@code
 * Peer peer = Peer.outbound(context, PeerConfig.of(DecredNetworks.MAINNET));
 * }</pre>
 */
@NullMarked
package org.verack.wire.decred;

import org.jspecify.annotations.NullMarked;
