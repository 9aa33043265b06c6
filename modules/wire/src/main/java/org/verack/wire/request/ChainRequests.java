package org.verack.wire.request;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.ServiceFlags;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;

/**
 * Questions for headers and blocks in a family that asks as Bitcoin does, with {@code getheaders}
 * and {@code getdata}, and answers with headers and blocks of its own kind.
 *
 * @param <H> its header
 * @param <B> its block
 * @param headersOf gives the headers of its {@code headers}, empty for every other message
 * @param hash gives the hash of a header
 * @param previous gives the hash of the block before a header's
 * @param block its message {@code block}
 * @param blockHash gives the hash of a block
 * @param blockFault says what is wrong with a block that came: that its transactions are not those
 *     to which its hash commits; empty if nothing is
 */
public record ChainRequests<H, B extends Message>(
    Function<Message, Optional<List<H>>> headersOf,
    Function<H, Hash> hash,
    Function<H, Hash> previous,
    MessageType<B> block,
    Function<B, Hash> blockHash,
    Function<B, Optional<RequestException>> blockFault) {

  /** Checks that nothing is missing. */
  public ChainRequests {
    Objects.requireNonNull(headersOf, "headersOf");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(previous, "previous");
    Objects.requireNonNull(block, "block");
    Objects.requireNonNull(blockHash, "blockHash");
    Objects.requireNonNull(blockFault, "blockFault");
  }

  /**
   * Asks for the headers after the newest block of a locator that the peer knows, up to a block.
   *
   * @param locator hashes of blocks we have, the newest first, at most 101
   * @param stop the last header wanted; {@link Hash#ZERO} for as many as there are
   * @return the headers, each following the one before, the first following a block of the locator;
   *     none if the peer has nothing newer
   * @throws IllegalArgumentException if the locator is too long, or both it and the stop are empty
   */
  public Request<List<H>> headers(List<Hash> locator, Hash stop) {
    return new HeadersRequest<>(this, locator, stop);
  }

  /**
   * Asks for blocks. They come with their witnesses if the peer has NODE_WITNESS, and are checked.
   *
   * @param hashes 1 to 1,000 hashes; one that stands twice counts once
   * @return the blocks that the peer has, and the hashes of those that it does not give
   * @throws IllegalArgumentException if there are none or too many
   */
  public Request<Found<B>> blocks(List<Hash> hashes) {
    return new DataRequest<>(
        "blocks",
        block,
        blockHash,
        blockFault,
        ChainRequests::getBlocks,
        ChainRequests::missing,
        hashes);
  }

  private static Message getBlocks(Setting setting, List<Hash> hashes) {
    boolean witness = setting.offers(ServiceFlags.WITNESS);
    int type = witness ? InventoryVector.WITNESS_BLOCK : InventoryVector.BLOCK;
    return GetData.of(hashes.stream().map(each -> new InventoryVector(type, each)).toList());
  }

  private static List<Hash> missing(Message message) {
    return message instanceof NotFound notFound
        ? notFound.items().stream()
            .filter(InventoryVector::isBlock)
            .map(InventoryVector::hash)
            .toList()
        : List.of();
  }
}
