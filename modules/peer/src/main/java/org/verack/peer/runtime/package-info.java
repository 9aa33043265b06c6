/**
 * The seam between peers and the machine: time, threads, waits and timers.
 *
 * <p>Everything in {@code org.verack.peer} that starts a thread, waits, or looks at the clock does
 * it through a {@link org.verack.peer.runtime.PeerRuntime}. A test replaces it and can then turn
 * the clock by hand and know when everything has come to rest.
 */
@NullMarked
package org.verack.peer.runtime;

import org.jspecify.annotations.NullMarked;
