package org.verack.wire.request;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.filter.BlockFilter;

/**
 * The answer to a request for compact filters (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>).
 *
 * {@snippet :
 * List<Hash> wanted = hashes.subList(1, 31);
 * FoundFilters answer = peer.request(Requests.compactFilters(1, wanted), Duration.ofMinutes(1));
 *
 * Bytes mine = transaction.outputs().getFirst().script();
 * List<Hash> fetch =
 *     answer.found().stream().filter(each -> each.contains(mine)).map(BlockFilter::block).toList();
 * assert fetch.contains(hash) && answer.missing().isEmpty();
 * }
 *
 * @param found the filters that came, by height from the first block on
 * @param missing the hashes of the blocks after those, whose filters the peer does not give
 */
public record FoundFilters(List<BlockFilter> found, List<Hash> missing) {

  /** Copies the lists. */
  public FoundFilters {
    found = List.copyOf(found);
    missing = List.copyOf(missing);
  }
}
