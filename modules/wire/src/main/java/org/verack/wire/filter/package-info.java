/**
 * Filters that tell which transactions or blocks concern someone: bloom filters, which a light
 * client gives to a node (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>), and compact
 * block filters, which a node gives to a light client (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a> and <a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0158.mediawiki">BIP 158</a>).
 *
 * {@snippet :
 * Bytes mine = transaction.outputs().getFirst().script();
 * List<Hash> wanted = hashes.subList(1, 31);
 * FilterHeaders headers = peer.request(Requests.filterHeaders(1, 30, hash), Duration.ofMinutes(1));
 * FoundFilters filters =
 *     peer.request(Requests.compactFilters(1, wanted, headers), Duration.ofMinutes(1));
 *
 * Stream<BlockFilter> matching = filters.found().stream().filter(each -> each.contains(mine));
 * List<Hash> concern = matching.map(BlockFilter::block).toList();
 * assert concern.contains(hash) && concern.size() < wanted.size();
 * }
 *
 * <p>{@link org.verack.wire.filter.BloomFilter} changes and is for one thread; the others are
 * immutable and safe for use from any thread. Nothing blocks. Bytes that are no filter are a {@link
 * org.verack.wire.PayloadException}, parameters out of range an {@link
 * java.lang.IllegalArgumentException}.
 */
@NullMarked
package org.verack.wire.filter;

import org.jspecify.annotations.NullMarked;
