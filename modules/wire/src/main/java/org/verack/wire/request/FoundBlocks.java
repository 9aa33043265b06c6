package org.verack.wire.request;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;

/**
 * The answer to a request for blocks.
 *
 * @param found the blocks that came, in the order in which they were asked for
 * @param missing the hashes of those that the peer does not have or does not give, in that order
 */
public record FoundBlocks(List<Block> found, List<Hash> missing) {

  /** Copies the lists. */
  public FoundBlocks {
    found = List.copyOf(found);
    missing = List.copyOf(missing);
  }
}
