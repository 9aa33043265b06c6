/**
 * Chains to serve: generated from a seed, or made of real blocks.
 *
 * {@snippet :
 * GeneratedChain chain = ChainGenerator.seeded(1).generate(110);
 * assert chain.tip().transactions().size() > 1; // coinbases of a hundred blocks ago can be spent
 * assert chain.tip().hasValidMerkleRoot() && chain.tip().hasValidWitnessCommitment();
 * }
 */
@NullMarked
package org.verack.peer.testkit.chain;

import org.jspecify.annotations.NullMarked;
