/**
 * What a connection engine sees of a family of networks: the roles that messages play, and the
 * script of the handshake.
 *
 * <p>The engine in {@code org.verack.peer} is written against these types alone. A family (Bitcoin,
 * LBRY, Decred, Kaspa, or one's own) implements them with its messages, so that its versions, times
 * and heights may look as they like.
 *
 * {@snippet :
 * // Asks in whichever family: what is behind our tip?
 * VersionMessage theirs = peer.negotiation().remote();
 * if (theirs.bestHeight().orElse(0) > 20) {
 *   peer.send(new GetHeaders(theirs.protocolVersion(), List.of(hashes.get(20)), Hash.ZERO));
 * }
 * }
 *
 * <p>Messages and values in these roles are immutable; scripts and rules are stateless. All are
 * safe for use from any thread, and nothing blocks.
 */
@NullMarked
package org.verack.wire.role;

import org.jspecify.annotations.NullMarked;
