package org.verack.wire.request;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.Transaction;
import org.verack.wire.filter.FilterHeaders;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.Headers;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.TimedAddress;

/**
 * The questions that the Bitcoin protocol has answers for.
 *
 * {@snippet :
 * List<Hash> locator = List.of(network.genesisHash());
 * List<BlockHeader> headers = peer.request(Requests.headers(locator), Duration.ofSeconds(30));
 * assert headers.size() == 30;
 *
 * Optional<Block> tip = peer.request(Requests.block(hash), Duration.ofSeconds(60));
 * assert tip.orElseThrow().equals(block); // transactions and witnesses are those of the header
 * assert peer.request(Requests.block(Hash.ZERO), Duration.ofSeconds(60)).isEmpty();
 * }
 *
 * <p>When each is answered, and when it fails, stands in the table of {@linkplain
 * org.verack.wire.request this package}. All are safe for use from any thread.
 */
public final class Requests {

  private static final HeadersRequest.Kind<BlockHeader> HEADERS =
      new HeadersRequest.Kind<>(
          message ->
              message instanceof Headers headers
                  ? Optional.of(headers.headers())
                  : Optional.empty(),
          BlockHeader::hash,
          BlockHeader::previousBlock);

  private Requests() {}

  /**
   * Asks for the headers after the newest block of a locator that the peer knows.
   *
   * {@snippet :
   * // All headers: ask again from the last one until nothing comes.
   * List<BlockHeader> chain = new ArrayList<>(List.of(headers.getFirst()));
   * List<BlockHeader> more;
   * do {
   *   List<Hash> locator = List.of(chain.getLast().hash());
   *   more = peer.request(Requests.headers(locator), Duration.ofSeconds(60));
   *   chain.addAll(more);
   * } while (!more.isEmpty());
   * assert chain.getLast().equals(header);
   * }
   *
   * @param locator hashes of blocks we have, the newest first, at most 101; usually the last ten
   *     and then ever fewer back to the genesis block
   * @return up to 2,000 headers, each following the one before, the first following a block of the
   *     locator; none if the peer has nothing newer, or is catching up itself and does not say
   * @throws IllegalArgumentException if the locator is empty or too long
   */
  public static Request<List<BlockHeader>> headers(List<Hash> locator) {
    return headers(locator, Hash.ZERO);
  }

  /**
   * Asks for the headers after the newest block of a locator that the peer knows, up to a block.
   *
   * @param locator hashes of blocks we have, the newest first, at most 101
   * @param stop the last header wanted; {@link Hash#ZERO} for as many as there are
   * @return up to 2,000 headers, as in {@link #headers(List)}
   * @throws IllegalArgumentException if the locator is too long, or both it and the stop are empty
   */
  public static Request<List<BlockHeader>> headers(List<Hash> locator, Hash stop) {
    return new HeadersRequest<>(HEADERS, locator, stop);
  }

  /**
   * Asks for blocks. They come with their witnesses if the peer has NODE_WITNESS.
   *
   * <p>All of them are in memory when the answer is complete, so ask for a few at a time; several
   * requests may be in flight at once. For many blocks there is {@link #eachBlock}.
   *
   * <p>That the transactions of each block are those that its hash commits to is checked, and its
   * witnesses if it has any; whether it is valid is not.
   *
   * @param hashes 1 to 1,000 hashes; one that stands twice counts once
   * @return the blocks that the peer has, and the hashes of those that it does not give
   * @throws IllegalArgumentException if there are none or too many
   */
  public static Request<FoundBlocks> blocks(List<Hash> hashes) {
    return new BlocksRequest(hashes);
  }

  /**
   * Asks for one block, which is checked as by {@link #blocks}.
   *
   * @param hash its hash
   * @return the block, or empty if the peer does not give it
   */
  public static Request<Optional<Block>> block(Hash hash) {
    return new MappedRequest<>(
        blocks(List.of(hash)), answer -> answer.found().stream().findFirst());
  }

  /**
   * Makes a request for each of many blocks, for {@code Peer.stream}.
   *
   * {@snippet :
   * StreamOptions options = StreamOptions.of(Duration.ofSeconds(60));
   * int transactions = 0;
   * try (var blocks = peer.stream(Requests.eachBlock(hashes), options)) {
   *   while (blocks.hasNext()) {
   *     transactions += blocks.next().orElseThrow().transactionCount();
   *   }
   * }
   * assert transactions > hashes.size();
   * }
   *
   * @param hashes the hashes; gone through as the requests are
   * @return requests as by {@link #block}, in the order of the hashes
   */
  public static Iterable<Request<Optional<Block>>> eachBlock(Iterable<Hash> hashes) {
    return () -> {
      Iterator<Hash> all = hashes.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return all.hasNext();
        }

        @Override
        public Request<Optional<Block>> next() {
          return block(all.next());
        }
      };
    };
  }

  /**
   * Asks for a block as short ids, and only for those of its transactions that the program does not
   * have (<a href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>). A
   * remote that has not said that it serves compact blocks ({@code sendcmpct}, version 2, shortly
   * after the handshake) is asked for the whole block instead.
   *
   * <p>The header is taken to be one that the program has checked: that it has its proof of work
   * and belongs to a chain that is wanted. What comes is checked as by {@link #blocks}.
   *
   * {@snippet :
   * List<Transaction> mempool = block.transactions().subList(1, 4); // what we have of it
   * var request = Requests.compactBlock(hash, mempool);
   * Optional<Block> whole = peer.request(request, Duration.ofSeconds(60));
   * assert whole.orElseThrow().equals(block); // one transaction was fetched, or all
   * }
   *
   * @param hash the hash of the block; deeper than some five blocks in the chain it comes whole
   * @param pool the transactions that the program has, in any order; gone through at most once, on
   *     the thread that asks
   * @return the block, or empty if the peer does not give it
   */
  public static Request<Optional<Block>> compactBlock(Hash hash, Iterable<Transaction> pool) {
    return new CompactBlockRequest(hash, pool);
  }

  /**
   * Asks for blocks as the bloom filter sees them that was loaded for the connection with {@code
   * filterload} (<a href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP
   * 37</a>). The remote has to offer {@link org.verack.wire.ServiceFlags#BLOOM}.
   *
   * {@snippet :
   * BloomFilter filter = BloomFilter.create(1, 0.0001, 7, FilterLoad.UPDATE_ALL);
   * filter.insert(transaction.txid());
   * peer.send(filter.toFilterLoad());
   *
   * var request = Requests.filteredBlocks(List.of(hash));
   * FilteredBlock seen = peer.request(request, Duration.ofSeconds(60)).found().getFirst();
   * assert seen.matches().getFirst().txid().equals(transaction.txid()); // it is proved
   * }
   *
   * @param hashes 1 to 1,000 hashes; one that stands twice counts once
   * @return the blocks that came, each with the transactions that match, and the hashes of those
   *     that the peer does not give
   * @throws IllegalArgumentException if there are none or too many
   */
  public static Request<FoundFilteredBlocks> filteredBlocks(List<Hash> hashes) {
    return new FilteredBlocksRequest(hashes);
  }

  /**
   * Asks for one block as the connection's bloom filter sees it.
   *
   * @param hash its hash
   * @return the block, or empty if the peer does not give it or has no filter
   */
  public static Request<Optional<FilteredBlock>> filteredBlock(Hash hash) {
    return new MappedRequest<>(
        filteredBlocks(List.of(hash)), answer -> answer.found().stream().findFirst());
  }

  /**
   * Asks for transactions by their txids. They come with their witnesses if the peer has
   * NODE_WITNESS; a txid says nothing about them, so a hostile peer may have changed them.
   *
   * <p>Bitcoin Core gives transactions that it has announced to us lately, and no others.
   *
   * {@snippet :
   * peer.on(
   *     Inv.class,
   *     (from, inv) -> {
   *       List<Hash> news =
   *           inv.announced(from.negotiation()).stream()
   *               .filter(item -> item.typeCode() == InventoryVector.TX)
   *               .map(InventoryVector::hash)
   *               .toList();
   *       if (!news.isEmpty()) { // handlers may wait
   *         var request = Requests.transactions(news);
   *         List<Transaction> found = from.request(request, Duration.ofSeconds(60)).found();
   *       }
   *     });
   * }
   *
   * @param txids 1 to 1,000 txids; one that stands twice counts once
   * @return the transactions that the peer gives, and the txids of the others
   * @throws IllegalArgumentException if there are none or too many
   */
  public static Request<FoundTransactions> transactions(List<Hash> txids) {
    return new TransactionsRequest(txids, false);
  }

  /**
   * Asks for transactions by their wtxids, where both sides said {@code wtxidrelay} (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0339.mediawiki">BIP 339</a>).
   *
   * @param wtxids 1 to 1,000 wtxids; one that stands twice counts once
   * @return the transactions that the peer gives, and the wtxids of the others
   * @throws IllegalArgumentException if there are none or too many
   */
  public static Request<FoundTransactions> transactionsByWtxid(List<Hash> wtxids) {
    return new TransactionsRequest(wtxids, true);
  }

  /**
   * Asks for addresses of nodes. Bitcoin Core answers once a connection, and only if we dialed; if
   * we have told it addresses before, possibly so much later that the answer goes to the handlers.
   *
   * @return up to 1,000 addresses, or a few more if the peer's own came before them; none if the
   *     peer does not answer
   */
  public static Request<List<TimedAddress>> addresses() {
    return new AddressesRequest();
  }

  /**
   * Asks which transactions wait to be confirmed (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0035.mediawiki">BIP 35</a>). The remote
   * has to offer {@link org.verack.wire.ServiceFlags#BLOOM}.
   *
   * <p>Give it a deadline of half a minute or more: Bitcoin Core puts the answer off until it next
   * announces transactions, some seconds later on average. If it has none, the deadline is the end.
   *
   * @return transactions by txid or wtxid, as was negotiated; a view over bytes, in the order in
   *     which they came; none if the peer has none, or none that it tells. Some of them may be
   *     ordinary announcements that were on their way
   */
  public static Request<List<InventoryVector>> mempool() {
    return new MempoolRequest();
  }

  /**
   * Asks for the basic filters of a range of blocks (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0157.mediawiki">BIP 157</a>). The remote
   * has to offer {@link org.verack.wire.ServiceFlags#COMPACT_FILTERS}.
   *
   * <p>That they are filters is checked; whether they are those of the blocks, filter headers tell,
   * see {@link #compactFilters(long, List, FilterHeaders)}.
   *
   * @param startHeight the height of the first block
   * @param blocks the hashes of 1 to 1,000 blocks, by height
   * @return the filters, by height; fewer if the peer stops early
   * @throws IllegalArgumentException if there are no blocks or too many, or one stands twice
   */
  public static Request<FoundFilters> compactFilters(long startHeight, List<Hash> blocks) {
    return new CompactFiltersRequest(startHeight, blocks, Optional.empty());
  }

  /**
   * Asks for the basic filters of a range of blocks whose filter headers are known, and checks that
   * they are those that the headers commit to.
   *
   * {@snippet :
   * List<Hash> wanted = hashes.subList(1, 31);
   * Duration patience = Duration.ofMinutes(1);
   * FilterHeaders headers = peer.request(Requests.filterHeaders(1, 30, hash), patience);
   * FoundFilters answer = peer.request(Requests.compactFilters(1, wanted, headers), patience);
   * assert headers.commitsTo(30, answer.found().getLast());
   * }
   *
   * @param startHeight the height of the first block
   * @param blocks the hashes of 1 to 1,000 blocks, by height
   * @param headers the filter headers of all these blocks, and possibly of others
   * @return the filters, by height; fewer if the peer stops early
   * @throws IllegalArgumentException if there are no blocks or too many, one stands twice, or a
   *     filter header is missing
   */
  public static Request<FoundFilters> compactFilters(
      long startHeight, List<Hash> blocks, FilterHeaders headers) {
    return new CompactFiltersRequest(startHeight, blocks, Optional.of(headers));
  }

  /**
   * Asks for the filter headers of a range of blocks (BIP 157). The remote has to offer {@link
   * org.verack.wire.ServiceFlags#COMPACT_FILTERS}. Nothing proves them; ask several peers and
   * compare.
   *
   * @param startHeight the height of the first block
   * @param stopHeight the height of the last block, at most 1,999 more
   * @param stop the hash of the last block
   * @return exactly as many headers as there are heights
   * @throws IllegalArgumentException if there are no such heights, or too many
   */
  public static Request<FilterHeaders> filterHeaders(long startHeight, long stopHeight, Hash stop) {
    return new FilterHeadersRequest(startHeight, stopHeight, stop);
  }

  /**
   * Asks for the filter headers at heights 1000, 2000 and so on (BIP 157). The remote has to offer
   * {@link org.verack.wire.ServiceFlags#COMPACT_FILTERS}. Nothing proves them.
   *
   * @param stopHeight the height of a block
   * @param stop its hash
   * @return exactly as many headers as there are such heights up to that block
   * @throws IllegalArgumentException if there is no such height
   */
  public static Request<CFCheckpt> filterCheckpoints(long stopHeight, Hash stop) {
    return new FilterCheckpointsRequest(stopHeight, stop);
  }

  /**
   * Asks whether the peer is there (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0031.mediawiki">BIP 31</a>).
   *
   * @return the nonce that came back
   */
  public static Request<Long> ping() {
    return new PingRequest();
  }
}
