package org.verack.wire.request;

import java.util.List;
import org.verack.wire.Hash;

/**
 * The answer to a request for filtered blocks (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>).
 *
 * {@snippet :
 * List<Hash> wanted = List.of(hashes.get(1), hash);
 * var request = Requests.filteredBlocks(wanted);
 * assert peer.request(request, Duration.ofMinutes(1)).missing().equals(wanted); // without a filter
 *
 * peer.send(BloomFilter.create(1, 0.0001, 7, FilterLoad.UPDATE_NONE).toFilterLoad());
 * FoundFilteredBlocks answer = peer.request(request, Duration.ofMinutes(1));
 * assert answer.found().size() == 2 && answer.found().getFirst().matches().isEmpty();
 * }
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
