/**
 * Questions to a peer, as pure state machines: what to send, and how the answers complete it.
 *
 * <p>{@code Peer.request} runs them. A question of one's own is a {@link
 * org.verack.wire.request.Request} like those in {@link org.verack.wire.request.Requests}.
 */
@NullMarked
package org.verack.wire.request;

import org.jspecify.annotations.NullMarked;
