/**
 * The Decred family: its networks, protocol versions, handshake and messages.
 *
 * <p>Begin at {@link org.verack.wire.decred.DecredNetworks}; a peer is made with one of its values
 * as with any other network:
 *
 * {@snippet :
 * PeerConfig config =
 *     PeerConfig.builder(DecredNetworks.MAINNET)
 *         .pingInterval(Duration.ofSeconds(107)) // dcrd's rhythm
 *         .idleTimeout(Duration.ofSeconds(120))
 *         .build();
 * assert config.policy() == PeerConfig.Policy.STRICT; // the network's conduct
 * }
 *
 * <p>What dcrd's peers do beyond the protocol is the engine's way here, not dcrd's: they ping every
 * 107 s and give up after 120 s of silence (set {@code pingInterval} and {@code idleTimeout} for
 * that), forget after 15 minutes what the other side knows, end a connection at 75,000 things asked
 * for or 40 MiB queued, wait for each thing asked for by itself, and trickle after a random 100 to
 * 500 ms where we take 300.
 */
@NullMarked
package org.verack.wire.decred;

import org.jspecify.annotations.NullMarked;
