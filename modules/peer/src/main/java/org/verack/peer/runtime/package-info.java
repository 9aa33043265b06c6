/**
 * The seam between peers and the machine: time, threads, waits and timers.
 *
 * <p>Everything in {@code org.verack.peer} that starts a thread, waits, or looks at the clock does
 * it through a {@link org.verack.peer.runtime.PeerRuntime}. A test replaces it and can then turn
 * the clock by hand and know when everything has come to rest.
 *
 * {@snippet :
 * Instant before = context.runtime().now();
 * var pong = time.async("ping", () -> peer.ping(Duration.ofMinutes(1)));
 * time.advance(Duration.ofHours(1)); // takes some milliseconds
 * assert context.runtime().now().equals(before.plus(Duration.ofHours(1)));
 * assert peer.isOpen() && pong.join().isZero();
 * }
 */
@NullMarked
package org.verack.peer.runtime;

import org.jspecify.annotations.NullMarked;
