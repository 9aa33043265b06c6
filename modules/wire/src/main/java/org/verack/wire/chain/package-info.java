/**
 * Blocks, headers and transactions, as views over the bytes in which they came.
 *
 * <p>Decoding is one scan that checks the structure completely and records where things are;
 * objects for inputs, outputs and witnesses appear when someone asks. Encoding gives the original
 * bytes, and hashes are computed from slices of them.
 *
 * {@snippet :
 * Block received = Block.parse(block.bytes()); // one scan; nothing is copied
 * assert received.hasValidMerkleRoot() && received.hasValidWitnessCommitment();
 *
 * Transaction payment = received.transaction(2);
 * assert payment.txid().equals(received.txids().get(2));
 * assert payment.bytes().array() == block.bytes().array(); // keeps the block; detached() does not
 * }
 *
 * <p>Here is structure, not validity: whether scripts run, coins exist or a chain is the best one,
 * is nobody's business in this module. What a peer can check is there to be asked for: {@link
 * org.verack.wire.chain.ProofOfWork}, {@link org.verack.wire.chain.Block#hasValidMerkleRoot()},
 * {@link org.verack.wire.chain.Block#hasValidWitnessCommitment()}, {@link
 * org.verack.wire.chain.PartialMerkleTree#verify()}.
 *
 * <p>Values are immutable and safe for use from any thread; cursors and the scanner are for one
 * thread. Nothing blocks. Bytes that are no block or transaction are a {@link
 * org.verack.wire.PayloadException}; values out of range an {@link
 * java.lang.IllegalArgumentException}.
 */
@NullMarked
package org.verack.wire.chain;

import org.jspecify.annotations.NullMarked;
