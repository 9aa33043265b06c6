package org.verack.wire.request;

import java.util.List;
import org.verack.wire.Hash;

/**
 * The answer to a request for filtered blocks.
 *
 * @param found the blocks that came, in the order in which they were asked for
 * @param missing the hashes of those that the peer does not have or does not give, in that order;
 *     all of them if no filter was loaded
 */
public record FoundFilteredBlocks(List<FilteredBlock> found, List<Hash> missing) {

  /** Copies the lists. */
  public FoundFilteredBlocks {
    found = List.copyOf(found);
    missing = List.copyOf(missing);
  }
}
