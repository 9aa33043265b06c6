package org.verack.wire.lbry.request;

import java.util.List;
import java.util.Optional;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.lbry.LbryLimits;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.chain.BlockHeader;
import org.verack.wire.lbry.message.Headers;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;
import org.verack.wire.request.DataRequest;
import org.verack.wire.request.Found;
import org.verack.wire.request.HeadersRequest;
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;
import org.verack.wire.request.Setting;

/**
 * The questions that the LBRY protocol has answers for.
 *
 * {@snippet :
 * List<BlockHeader> headers =
 *     peer.request(LbryRequests.headers(List.of(network.genesisHash())), Duration.ofMinutes(1));
 * assert headers.getLast().hash().equals(hash);
 * var some = headers.stream().limit(10).map(BlockHeader::hash).toList();
 * Found<Block> answer = peer.request(LbryRequests.blocks(some), Duration.ofMinutes(1));
 * assert answer.missing().isEmpty() && answer.found().equals(blocks.subList(1, 11));
 * }
 */
public final class LbryRequests {

  private static final HeadersRequest.Kind<BlockHeader> HEADERS =
      new HeadersRequest.Kind<>(
          message ->
              message instanceof Headers headers
                  ? Optional.of(headers.headers())
                  : Optional.empty(),
          BlockHeader::hash,
          BlockHeader::previousBlock);

  private static final DataRequest.Kind<Block> BLOCKS =
      new DataRequest.Kind<>(
          "blocks",
          Block.class,
          LbryLimits.BLOCK,
          Block::hash,
          LbryRequests::fault,
          LbryRequests::getBlocks,
          NotFound.class,
          type -> type == InventoryVector.BLOCK || type == InventoryVector.WITNESS_BLOCK,
          true);

  private LbryRequests() {}

  private static Message getBlocks(Setting setting, List<Hash> hashes) {
    boolean witness = setting.offers(ServiceFlags.WITNESS);
    int type = witness ? InventoryVector.WITNESS_BLOCK : InventoryVector.BLOCK;
    return GetData.of(hashes.stream().map(each -> new InventoryVector(type, each)).toList());
  }

  private static Optional<RequestException> fault(Block block) {
    if (!block.hasValidMerkleRoot()) {
      return Optional.of(
          new RequestException("the transactions of block " + block.hash() + " are not its own"));
    }
    // Without witnesses there is nothing to hold to a commitment, which may be left over.
    if (block.body().hasWitness() && !block.hasValidWitnessCommitment()) {
      return Optional.of(
          new RequestException("the witnesses of block " + block.hash() + " are not its own"));
    }
    return Optional.empty();
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
   * Asks for blocks. They come with their witnesses if the peer has NODE_WITNESS.
   *
   * <p>All of them are in memory when the answer is complete, so ask for a few at a time; lbcd bans
   * who asks for many: its own sync asks for 505 at most.
   *
   * <p>That the transactions of each block are those that its hash commits to is checked, and its
   * witnesses if it has any; whether it is valid is not.
   *
   * @param hashes 1 to 1,000 hashes; one that stands twice counts once
   * @return the blocks that the peer has, and the hashes of those that it does not give
   * @throws IllegalArgumentException if there are none or too many
   */
  public static Request<Found<Block>> blocks(List<Hash> hashes) {
    return new DataRequest<>(BLOCKS, hashes);
  }
}
