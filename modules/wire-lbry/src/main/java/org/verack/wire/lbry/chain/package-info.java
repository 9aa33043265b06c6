/**
 * Blocks and headers of LBRY, as views over their bytes.
 *
 * {@snippet :
 * assert Block.parse(block.bytes()).equals(block);
 * BlockHeader own = block.header().detached(); // lets go of the block that it came in
 * assert own.hash().equals(hash);
 * }
 */
@NullMarked
package org.verack.wire.lbry.chain;

import org.jspecify.annotations.NullMarked;
