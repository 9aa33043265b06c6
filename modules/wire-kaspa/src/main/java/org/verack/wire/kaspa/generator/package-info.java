/**
 * A DAG of Kaspa to test with, and what a node that serves it answers. Neither has anything to do
 * with validation.
 *
 * {@snippet :
 * KaspaResponder responder = new KaspaResponder(KaspaDag.generate(network, 1, 100));
 * KaspaHandshake script = KaspaHandshake.of(() -> responder.dag().selectedTip().hash());
 * try (RespondingNode node =
 *     RespondingNode.builder(network, responder::answers)
 *         .configure(its -> its.handshake(script))
 *         .start()) { // of the testkit
 *   assert node.endpoint().port() != 0;
 * }
 * }
 */
@NullMarked
package org.verack.wire.kaspa.generator;

import org.jspecify.annotations.NullMarked;
