/**
 * The other end of the line, driven by a test line by line.
 *
 * <p>A {@link org.verack.peer.testkit.script.ScriptedPeer} says exactly what it is told to, whether
 * or not that is what a peer may say, and fails the test if something else comes than was expected.
 * On a {@link org.verack.peer.testkit.time.VirtualRuntime} nothing in it ever waits for time to
 * pass; over real sockets it has a deadline. It needs no test framework: what fails is an {@link
 * java.lang.AssertionError} with the whole conversation in it.
 *
 * {@snippet :
 * Pipes.Pair pair = Pipes.on(time).open();
 * Peer peer = Peer.outbound(context, config);
 * var connecting = time.async("connect", () -> { peer.connect(pair.dialer()); return peer; });
 * ScriptedPeer remote = ScriptedPeer.builder(network, time).accepted(pair.listener()).handshake();
 * assert connecting.join().isOpen();
 * peer.send(GetAddr.INSTANCE);
 * remote.expect(GetAddr.class);
 * remote.expectNothingFor(Duration.ofMinutes(1));
 * }
 *
 * <p>It speaks the plain transport, the encrypted one, or whichever the other side begins with. On
 * a {@link org.verack.peer.testkit.script.RawV2Transport} it breaks the rules of the encrypted one:
 * the key too late, garbage too long, a wrong terminator, what is not authentic, decoys anywhere,
 * lengths that are not true, any bit the other way round.
 */
@NullMarked
package org.verack.peer.testkit.script;

import org.jspecify.annotations.NullMarked;
