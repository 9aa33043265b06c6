/**
 * A JUnit extension that gives tests their peers, their clock and their node, takes them back, and
 * fails tests that leave something behind.
 *
 * <pre>{@code
 * @ExtendWith(TestkitExtension.class)
 * class GreeterTest {
 *
 *   @Test
 *   void asksForHeaders(VirtualRuntime time, Peer peer, ScriptedPeer remote) {
 *     new Greeter(peer).start();
 *     remote.expect(GetHeaders.class);
 *     time.advance(Duration.ofMinutes(2));
 *     remote.expectNothingFor(Duration.ZERO);
 *   }
 * }
 * }</pre>
 *
 * <p>This package needs {@code org.junit.jupiter:junit-jupiter-api}, which the rest of the testkit
 * does without.
 */
@NullMarked
package org.verack.peer.testkit.junit;

import org.jspecify.annotations.NullMarked;
