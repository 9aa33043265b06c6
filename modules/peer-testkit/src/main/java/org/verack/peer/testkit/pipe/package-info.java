/**
 * Connections in memory: pairs of them, and a network of named listeners in one process.
 *
 * <p>They behave as sockets do (bounded, half-closable, broken by closing) and need none. Their
 * waits go through a {@link org.verack.peer.runtime.PeerRuntime}, so that virtual time knows when
 * their threads rest.
 *
 * {@snippet :
 * Pipes.Pair pair = Pipes.on(time).open();
 * var byte42 = time.async("read", () -> {
 *   ByteBuffer in = ByteBuffer.allocate(1);
 *   pair.listener().read(in); // waits until there is something
 *   return in.get(0);
 * });
 * time.awaitQuiet(); // it waits, and the clock knows
 * pair.dialer().write(ByteBuffer.wrap(new byte[] {42}));
 * time.awaitQuiet();
 * assert byte42.join() == 42;
 * }
 */
@NullMarked
package org.verack.peer.testkit.pipe;

import org.jspecify.annotations.NullMarked;
