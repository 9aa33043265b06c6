/**
 * Bytes to frames and frames to bytes, as pure state machines: no sockets, no threads.
 *
 * <p>{@link org.verack.wire.transport.Transport} says how a connection is driven. There are the
 * plain one, {@link org.verack.wire.transport.V1Transport}; the encrypted one of <a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>, {@link
 * org.verack.wire.transport.V2Transport}; and, for who listens, {@link
 * org.verack.wire.transport.DetectingTransport}, which becomes the one that the remote speaks.
 *
 * <p>The encrypted transport hides from observers what is said and that it is Bitcoin. Its keys are
 * made for one connection and overwritten when they are not needed any more, as far as Java allows
 * that. The arithmetic with secret keys does the same operations whatever the key, but nobody
 * promises that a JVM takes the same time for them; against an observer on the same machine this is
 * no defence. It proves nobody's identity: two sides that want to know that nobody sits in between
 * compare their {@link org.verack.wire.transport.Transport#sessionId()} elsewhere.
 *
 * {@snippet :
 * Transport transport = new V1Transport(network);
 * WireSink echo = (array, offset, length) -> transport.input().put(array, offset, length);
 * transport.write(network.encode(new Ping(7), format), echo);
 *
 * Frame frame = transport.poll(); // what was written came in again
 * assert frame.decode(network.messages(), format).equals(new Ping(7));
 * assert transport.poll() == null; // nothing more, until there are more bytes
 * }
 *
 * <p>Nothing here blocks. Of a transport's two halves each belongs to one thread; a {@link
 * org.verack.wire.transport.Frame} is valid until the transport is used again; greetings are for
 * one transport; the others are immutable. A stream that cannot be read any further is a {@link
 * org.verack.wire.TransportException}.
 */
@NullMarked
package org.verack.wire.transport;

import org.jspecify.annotations.NullMarked;
