package org.verack.wire.decred.request;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.decred.DecredNetworks;
import org.verack.wire.decred.DecredProtocolVersion;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.decred.message.CFilterV2;
import org.verack.wire.decred.message.CFiltersV2;
import org.verack.wire.decred.message.GetCFilterV2;
import org.verack.wire.decred.message.GetCFsV2;
import org.verack.wire.decred.message.GetData;
import org.verack.wire.decred.message.GetInitState;
import org.verack.wire.decred.message.Headers;
import org.verack.wire.decred.message.InitState;
import org.verack.wire.decred.message.InventoryVector;
import org.verack.wire.decred.message.NotFound;
import org.verack.wire.decred.mix.MixDCNet;
import org.verack.wire.decred.mix.MixMessage;
import org.verack.wire.request.DataRequest;
import org.verack.wire.request.Found;
import org.verack.wire.request.HeadersRequest;
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Setting;

/**
 * The questions that the Decred protocol has answers for.
 *
 * {@snippet :
 * List<BlockHeader> headers =
 *     peer.request(DecredRequests.headers(List.of(network.genesisHash())), Duration.ofMinutes(1));
 * assert headers.getLast().hash().equals(hash);
 * var some = headers.stream().limit(10).map(BlockHeader::hash).toList();
 * Found<Block> answer = peer.request(DecredRequests.blocks(some), Duration.ofMinutes(1));
 * assert answer.missing().isEmpty() && answer.found().equals(blocks.subList(1, 11));
 * }
 */
public final class DecredRequests {

  private static final HeadersRequest.Kind<BlockHeader> HEADERS =
      new HeadersRequest.Kind<>(
          message ->
              message instanceof Headers headers
                  ? Optional.of(headers.headers())
                  : Optional.empty(),
          BlockHeader::hash,
          BlockHeader::previousBlock);

  private static final DataRequest.Kind<Block> BLOCKS =
      things(
          "blocks",
          Block.class,
          InventoryVector.BLOCK,
          Block.TYPE.maxPayload(),
          Block::hash,
          DecredRequests::fault);

  private static final DataRequest.Kind<Transaction> TRANSACTIONS =
      things(
          "transactions",
          Transaction.class,
          InventoryVector.TX,
          Transaction.TYPE.maxPayload(),
          Transaction::txid,
          transaction -> Optional.empty());

  private static final DataRequest.Kind<MixMessage> MIX_MESSAGES =
      things(
          "mix messages",
          MixMessage.class,
          InventoryVector.MIX,
          MixDCNet.TYPE.maxPayload(),
          MixMessage::hash,
          message -> Optional.empty());

  private DecredRequests() {}

  /** dcrd answers each, if need be with notfound, but not in step with other questions. */
  private static <T extends Message> DataRequest.Kind<T> things(
      String name,
      Class<T> type,
      int typeCode,
      int maxSize,
      Function<T, Hash> hash,
      Function<T, Optional<RequestException>> fault) {
    return new DataRequest.Kind<>(
        name,
        type,
        maxSize,
        hash,
        fault,
        (setting, hashes) ->
            GetData.of(hashes.stream().map(each -> new InventoryVector(typeCode, each)).toList()),
        NotFound.class,
        code -> code == typeCode,
        false);
  }

  /** The header is what its hash says; whether the transactions are its own, the root says. */
  private static Optional<RequestException> fault(Block block) {
    // The one whose root is not that of its tree.
    boolean genesis = block.hash().equals(DecredNetworks.TESTNET3.genesisHash());
    return genesis || block.hasValidMerkleRoot()
        ? Optional.empty()
        : Optional.of(
            new RequestException("the transactions of block " + block.hash() + " are not its own"));
  }

  /**
   * Asks for the headers after the newest block of a locator that the peer knows.
   *
   * @param locator hashes of blocks we have, the newest first, at most 101
   * @return up to 2,000 headers, each following the one before, the first following a block of the
   *     locator; none if the peer has nothing newer
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
   * Asks for blocks, and checks that their transactions are those that their headers commit to. All
   * of them are in memory when the answer is complete, so ask for a few at a time; several requests
   * may be in flight at once.
   *
   * @param hashes 1 to 1,000 hashes; one that stands twice counts once
   * @return the blocks that the peer has, and the hashes of those that it does not have
   * @throws IllegalArgumentException if there are none or too many
   */
  public static Request<Found<Block>> blocks(List<Hash> hashes) {
    return new DataRequest<>(BLOCKS, hashes);
  }

  /**
   * Asks for transactions that wait to be confirmed. That they have the txids asked for says
   * nothing of their signatures, which a txid does not cover.
   *
   * @param txids 1 to 1,000 txids; one that stands twice counts once
   * @return the transactions that the peer has, and the txids of those that it does not have
   * @throws IllegalArgumentException if there are none or too many
   */
  public static Request<Found<Transaction>> transactions(List<Hash> txids) {
    return new DataRequest<>(TRANSACTIONS, txids);
  }

  /**
   * Asks for messages for mixing coins (protocol version 10).
   *
   * @param hashes 1 to 1,000 {@linkplain MixMessage#hash() hashes}; one that stands twice counts
   *     once
   * @return the messages that the peer has, and the hashes of those that it does not have
   * @throws IllegalArgumentException if there are none or too many
   */
  public static Request<Found<MixMessage>> mixMessages(List<Hash> hashes) {
    return new DataRequest<>(MIX_MESSAGES, hashes);
  }

  /**
   * Asks for a block's filter, with the proof that its header commits to it (protocol version 7).
   *
   * @param block the hash of the block
   * @return the filter, or empty if the peer does not have it
   */
  public static Request<Optional<CFilterV2>> filter(Hash block) {
    return new FencedRequest<>(
        "filter",
        DecredProtocolVersion.CFILTER_V2,
        new GetCFilterV2(block),
        message ->
            message instanceof CFilterV2 filter && filter.block().equals(block)
                ? Optional.of(filter)
                : Optional.empty());
  }

  /**
   * Asks for the filters of a range of blocks, with their proofs (protocol version 11).
   *
   * @param start the hash of the first block
   * @param end the hash of the last block, at most 99 blocks later
   * @return the filters by height, or empty if the peer does not have them all
   */
  public static Request<Optional<List<CFilterV2>>> filters(Hash start, Hash end) {
    return new FencedRequest<>(
        "filters",
        DecredProtocolVersion.BATCHED_CFILTERS_V2,
        new GetCFsV2(start, end),
        message ->
            message instanceof CFiltersV2 answer && isRange(answer.filters(), start, end)
                ? Optional.of(answer.filters())
                : Optional.empty());
  }

  private static boolean isRange(List<CFilterV2> filters, Hash start, Hash end) {
    return !filters.isEmpty()
        && filters.get(0).block().equals(start)
        && filters.get(filters.size() - 1).block().equals(end);
  }

  /**
   * Asks what is needed to go on with mining and voting (protocol version 8). dcrd bans who asks
   * twice on a connection.
   *
   * @param types what is wanted, such as {@link GetInitState#HEAD_BLOCKS}
   * @return what the peer has of it
   */
  public static Request<InitState> initState(List<String> types) {
    return new InitStateRequest(new GetInitState(types));
  }

  static void require(String command, int since, Setting setting) throws RequestException {
    int version = setting.negotiation().protocolVersion();
    if (version < since) {
      throw new RequestException(
          command + " exists from protocol version " + since + " on, in force is " + version);
    }
  }
}
