/**
 * A node that serves a chain, to sync from and to talk to.
 *
 * <pre>{@code
 * GeneratedChain chain = ChainGenerator.seeded(1).generate(200);
 * try (TestNode node = TestNode.builder(chain).runtime(time).listen(network, HOME).start()) {
 *   wallet.connect(node.endpoint());
 *   node.switchTo(chain.extend(1)); // announces the new block
 *   node.misbehave(new Misbehaviour.Stall(3)); // and is silent after three answers
 * }
 * }</pre>
 *
 * <p>That is for Bitcoin's networks; a {@link RespondingNode} answers by a function, on any
 * network.
 */
@NullMarked
package org.verack.peer.testkit.node;

import org.jspecify.annotations.NullMarked;
