/**
 * A clock that a test turns by hand, and threads of which it knows when all have come to rest.
 *
 * {@snippet :
 * node.misbehave(new Misbehaviour.Stall(0)); // falls silent
 * time.advance(Duration.ofMinutes(20)); // takes some milliseconds
 * assert peer.disconnectReason().orElseThrow() instanceof DisconnectReason.Idle;
 * }
 */
@NullMarked
package org.verack.peer.testkit.time;

import org.jspecify.annotations.NullMarked;
