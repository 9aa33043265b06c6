package org.verack.wire.request;

import java.util.List;
import java.util.Optional;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;

/**
 * The questions that the Bitcoin protocol has answers for.
 *
 * <pre>{@code
 * List<BlockHeader> headers = peer.request(Requests.headers(locator), Duration.ofSeconds(30));
 * }</pre>
 */
public final class Requests {

  private Requests() {}

  /**
   * Asks for the headers after the newest block of a locator that the peer knows.
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
    return new HeadersRequest(locator, stop);
  }

  /**
   * Asks for blocks. They come with their witnesses if the peer has NODE_WITNESS.
   *
   * <p>All of them are in memory when the answer is complete, so ask for a few at a time; several
   * requests may be in flight at once.
   *
   * @param hashes 1 to 1,000 hashes; one that stands twice counts once
   * @return the blocks that the peer has, and the hashes of those that it does not give
   * @throws IllegalArgumentException if there are none or too many
   */
  public static Request<FoundBlocks> blocks(List<Hash> hashes) {
    return new BlocksRequest(hashes);
  }

  /**
   * Asks for one block.
   *
   * @param hash its hash
   * @return the block, or empty if the peer does not give it
   */
  public static Request<Optional<Block>> block(Hash hash) {
    return new MappedRequest<>(
        blocks(List.of(hash)), answer -> answer.found().stream().findFirst());
  }

  /**
   * Asks whether the peer is there (BIP 31).
   *
   * @return the nonce that came back
   */
  public static Request<Long> ping() {
    return new PingRequest();
  }
}
