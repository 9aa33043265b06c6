/**
 * A clock that a test turns by hand, and threads of which it knows when all have come to rest.
 *
 * <pre>{@code
 * try (var time = new VirtualRuntime();
 *     var context = PeerContext.builder().runtime(time).build()) {
 *   // ... connect a peer whose remote falls silent
 *   time.advance(Duration.ofMinutes(5));
 *   assertThat(peer.disconnectReason()).isPresent();
 * }
 * }</pre>
 */
@NullMarked
package org.verack.peer.testkit.time;

import org.jspecify.annotations.NullMarked;
