package org.verack.wire.request;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;

/**
 * The answer to a request for blocks.
 *
 * {@snippet :
 * List<Hash> wanted = List.of(hash, Hash.ZERO, hashes.get(1));
 * FoundBlocks answer = peer.request(Requests.blocks(wanted), Duration.ofMinutes(1));
 *
 * assert answer.found().equals(List.of(block, blocks.get(1))); // as asked for, not as they came
 * assert answer.missing().equals(List.of(Hash.ZERO));
 * }
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
