/**
 * Bytes to frames and frames to bytes, as pure state machines: no sockets, no threads.
 *
 * <p>{@link org.verack.wire.transport.Transport} says how a connection is driven. There are the
 * plain one, {@link org.verack.wire.transport.V1Transport}; the encrypted one of BIP 324, {@link
 * org.verack.wire.transport.V2Transport}; and, for who listens, {@link
 * org.verack.wire.transport.DetectingTransport}, which becomes the one that the remote speaks.
 *
 * <p>The encrypted transport hides from observers what is said and that it is Bitcoin. Its keys are
 * made for one connection and overwritten when they are not needed any more, as far as Java allows
 * that. The arithmetic with secret keys does the same operations whatever the key, but nobody
 * promises that a JVM takes the same time for them; against an observer on the same machine this is
 * no defence. It proves nobody's identity: two sides that want to know that nobody sits in between
 * compare their {@link org.verack.wire.transport.Transport#sessionId()} elsewhere.
 */
@NullMarked
package org.verack.wire.transport;

import org.jspecify.annotations.NullMarked;
