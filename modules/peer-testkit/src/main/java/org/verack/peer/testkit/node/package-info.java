/**
 * A node that serves a chain, to sync from and to talk to.
 *
 * {@snippet :
 * GeneratedChain longer = chain.extend(1);
 * node.switchTo(longer); // announces the new block
 * node.misbehave(new Misbehaviour.Ignore(1)); // answers one more question
 * var question = Requests.headers(List.of(chain.tipHash()));
 * assert peer.request(question, Duration.ofMinutes(1)).getFirst().hash().equals(longer.tipHash());
 * }
 *
 * <p>That is for Bitcoin's networks; a {@link RespondingNode} answers by a function, on any
 * network.
 */
@NullMarked
package org.verack.peer.testkit.node;

import org.jspecify.annotations.NullMarked;
