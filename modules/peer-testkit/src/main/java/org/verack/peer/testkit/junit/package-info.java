/**
 * A JUnit extension that gives tests their peers, their clock and their node, takes them back, and
 * fails tests that leave something behind.
 *
 * {@snippet :
 * @ExtendWith(TestkitExtension.class)
 * class GreeterTest {
 *
 *   @Test
 *   void asksForAddresses(VirtualRuntime time, Peer peer, ScriptedPeer remote) throws Exception {
 *     peer.send(GetAddr.INSTANCE); // what your program does
 *     remote.expect(GetAddr.class);
 *     time.advance(Duration.ofMinutes(1));
 *     remote.expectNothingFor(Duration.ZERO);
 *   }
 * }
 * }
 *
 * <p>This package needs {@code org.junit.jupiter:junit-jupiter-api}, which the rest of the testkit
 * does without.
 */
@NullMarked
package org.verack.peer.testkit.junit;

import org.jspecify.annotations.NullMarked;
