/**
 * Compact blocks (<a href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP
 * 152</a>): sending a block as short ids of its transactions, and building it again from the
 * transactions that one has.
 *
 * {@snippet :
 * CmpctBlock compact = CompactBlocks.build(block, new Random().nextLong()); // one side
 * List<Transaction> mempool = block.transactions();
 *
 * Reconstruction outcome = Reconstruction.of(compact, ShortIds.WITNESS, mempool); // the other
 * assert outcome.equals(new Reconstruction.Complete(block));
 * }
 *
 * <p>Everything here is a pure function over values; who sends what, and when, is not decided here.
 * {@link org.verack.wire.request.Requests#compactBlock} does all of it over a connection. All types
 * are immutable and safe for use from any thread; nothing blocks. What a peer does wrong is a
 * result, not an exception.
 */
@NullMarked
package org.verack.wire.compact;

import org.jspecify.annotations.NullMarked;
