package org.verack.wire.kaspa.request;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.message.GetBlockInvs;
import org.verack.wire.kaspa.message.GetData;
import org.verack.wire.kaspa.message.GetLocator;
import org.verack.wire.kaspa.message.GetSelectedTip;
import org.verack.wire.kaspa.message.Inv;
import org.verack.wire.kaspa.message.InventoryVector;
import org.verack.wire.kaspa.message.Locator;
import org.verack.wire.kaspa.message.NotFound;
import org.verack.wire.kaspa.message.SelectedTip;
import org.verack.wire.request.DataRequest;
import org.verack.wire.request.Found;
import org.verack.wire.request.Request;
import org.verack.wire.request.Setting;

/**
 * The questions that the Kaspa protocol has answers for.
 *
 * <p>Who wants the blocks of a peer asks for its {@linkplain #selectedTip() selected tip}, then for
 * the hashes {@linkplain #blockHashes between} the newest block in common and that one, then for
 * the {@linkplain #blocks blocks}, a few at a time.
 *
 * {@snippet :
 * Hash tip = peer.request(KaspaRequests.selectedTip(), Duration.ofMinutes(1));
 * List<Hash> news =
 *     peer.request(KaspaRequests.blockHashes(network.genesisHash(), tip), Duration.ofMinutes(1));
 * assert news.size() == 30 && news.size() <= KaspaRequests.MAX_BLOCKS;
 * Found<Block> answer = peer.request(KaspaRequests.blocks(news), Duration.ofMinutes(1));
 * assert answer.missing().isEmpty() && answer.found().equals(blocks.subList(1, 31));
 * }
 */
public final class KaspaRequests {

  /** How many blocks kaspad gives at a time. */
  public static final int MAX_BLOCKS = 50;

  private static final DataRequest.Kind<Block> BLOCKS =
      new DataRequest.Kind<>(
          "blocks",
          Block.class,
          Block.TYPE.maxPayload(),
          Block::hash,
          block -> Optional.empty(),
          KaspaRequests::getBlocks,
          NotFound.class,
          type -> type == InventoryVector.SYNC_BLOCK,
          true);

  private KaspaRequests() {}

  /**
   * Asks for the block that the peer takes for the newest.
   *
   * @return its hash
   */
  public static Request<Hash> selectedTip() {
    return new Question<>(
        "selected tip",
        GetSelectedTip.INSTANCE,
        message -> message instanceof SelectedTip tip ? Optional.of(tip.hash()) : Optional.empty());
  }

  /**
   * Asks for the blocks between two, in an order in which each comes after those that it follows.
   *
   * @param low the hash of a block that both have
   * @param high the hash of the last block wanted, such as the selected tip
   * @return hashes, without the first and with the last, if the peer can give all at once; none if
   *     it does not know one of the two
   */
  public static Request<List<Hash>> blockHashes(Hash low, Hash high) {
    return new Question<>(
        "block hashes", new GetBlockInvs(low, high), KaspaRequests::hashesToCatchUp, List.of());
  }

  private static Optional<List<Hash>> hashesToCatchUp(Message message) {
    if (!(message instanceof Inv inv)
        || inv.items().isEmpty()
        || !inv.items().stream().allMatch(item -> item.typeCode() == InventoryVector.SYNC_BLOCK)) {
      return Optional.empty();
    }
    return Optional.of(inv.items().stream().map(InventoryVector::hash).toList());
  }

  /**
   * Asks for some blocks between two, ever wider apart, to find the newest one in common.
   *
   * @param high the hash of the block to begin at
   * @param low the hash of the block to end at
   * @return hashes, the newest first; none if the peer does not know one of the two
   */
  public static Request<List<Hash>> locator(Hash high, Hash low) {
    Function<Message, Optional<List<Hash>>> recognition =
        message ->
            message instanceof Locator locator ? Optional.of(locator.hashes()) : Optional.empty();
    return new Question<>("locator", new GetLocator(high, low), recognition, List.of());
  }

  /**
   * Asks for blocks. All of them are in memory when the answer is complete; several requests may be
   * in flight at once. That the transactions are those that the hash commits to is not checked.
   *
   * @param hashes 1 to {@value #MAX_BLOCKS} hashes; one that stands twice counts once
   * @return the blocks that the peer has, and the hashes of those that it does not give
   * @throws IllegalArgumentException if there are none or too many
   */
  public static Request<Found<Block>> blocks(List<Hash> hashes) {
    if (hashes.size() > MAX_BLOCKS) {
      throw new IllegalArgumentException(
          "1 to " + MAX_BLOCKS + " blocks can be asked for at a time, not " + hashes.size());
    }
    return new DataRequest<>(BLOCKS, hashes);
  }

  private static Message getBlocks(Setting setting, List<Hash> hashes) {
    return GetData.of(hashes.stream().map(InventoryVector::syncBlock).toList());
  }
}
