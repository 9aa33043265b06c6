/**
 * Bytes to frames and frames to bytes, as pure state machines: no sockets, no threads.
 *
 * <p>A connection's owner reads into {@link org.verack.wire.transport.Transport#input()}, takes
 * frames out with {@link org.verack.wire.transport.Transport#poll()}, and writes messages to a
 * {@link org.verack.wire.transport.WireSink}.
 */
@NullMarked
package org.verack.wire.transport;

import org.jspecify.annotations.NullMarked;
