/**
 * A chain of LBRY to test with, and what a node that serves it answers. Neither has anything to do
 * with validation.
 *
 * {@snippet :
 * LbryResponder responder = new LbryResponder(LbryChain.generate(network, 1, 100));
 * try (RespondingNode node =
 *     RespondingNode.builder(network, responder::answers)
 *         .configure(its -> its.bestHeight(responder.chain()::tipHeight))
 *         .start()) { // of the testkit
 *   assert node.endpoint().port() != 0;
 * }
 * }
 */
@NullMarked
package org.verack.wire.lbry.generator;

import org.jspecify.annotations.NullMarked;
