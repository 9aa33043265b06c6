/**
 * What a connection engine sees of a family of networks: the roles that messages play, and the
 * script of the handshake.
 *
 * <p>The engine in {@code org.verack.peer} is written against these types alone. A family (Bitcoin,
 * LBRY, Decred, Kaspa, or one's own) implements them with its messages, so that its versions, times
 * and heights may look as they like.
 */
@NullMarked
package org.verack.wire.role;

import org.jspecify.annotations.NullMarked;
