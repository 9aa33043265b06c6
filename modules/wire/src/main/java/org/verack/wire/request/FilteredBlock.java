package org.verack.wire.request;

import java.util.List;
import java.util.Objects;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.Transaction;

/**
 * A block as the connection's bloom filter sees it (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>).
 *
 * <p>That the matches are in the block has been proved by its merkle root. That nothing else
 * matches, a peer cannot prove; one that leaves something out is found out only by asking others.
 *
 * {@snippet :
 * BloomFilter filter = BloomFilter.create(1, 0.0001, 7, FilterLoad.UPDATE_NONE);
 * filter.insert(transaction.txid());
 * peer.send(filter.toFilterLoad());
 *
 * FilteredBlock seen =
 *     peer.request(Requests.filteredBlock(hash), Duration.ofMinutes(1)).orElseThrow();
 * assert seen.transactionCount() == 5 && seen.missing().isEmpty();
 * assert seen.transactions().getFirst().bytes().equals(transaction.strippedBytes());
 * }
 *
 * @param header the header of the block
 * @param transactionCount how many transactions the block has, as far as the proof says
 * @param matches which transactions match, in the order of the block
 * @param transactions those of them that came, in that order; without witnesses, as far as the peer
 *     keeps to BIP 37
 * @param missing those of them that did not come
 */
public record FilteredBlock(
    BlockHeader header,
    int transactionCount,
    List<PartialMerkleTree.Match> matches,
    List<Transaction> transactions,
    List<PartialMerkleTree.Match> missing) {

  /** Copies the lists. */
  public FilteredBlock {
    Objects.requireNonNull(header, "header");
    matches = List.copyOf(matches);
    transactions = List.copyOf(transactions);
    missing = List.copyOf(missing);
  }
}
