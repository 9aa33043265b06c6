package org.verack.peer.testkit.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.verack.peer.testkit.chain.ChainSource;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;

/**
 * A chain whose headers from some height on claim work that was not done. The headers below, and
 * blocks outside of the best chain, are those of the true chain.
 */
final class LyingChain implements ChainSource {

  /** Of the compact form of a target; four less make the target 2^32 times harder to meet. */
  private static final int LEAST_EXPONENT = 4;

  private final ChainSource truth;
  private final int from;
  private final List<BlockHeader> headers = new ArrayList<>();
  private final Map<Hash, Integer> heights = new HashMap<>();

  LyingChain(ChainSource truth, int from) {
    this.truth = truth;
    this.from = from;
    for (int height = from; height <= truth.tipHeight(); height++) {
      BlockHeader header = lie(truth.header(height), hash(height - 1));
      headers.add(header);
      heights.put(header.hash(), height);
    }
  }

  private static BlockHeader lie(BlockHeader header, Hash previous) {
    int bits = harder(header.bits());
    for (long nonce = 0; ; nonce++) {
      BlockHeader lie =
          BlockHeader.of(
              header.version(), previous, header.merkleRoot(), header.time(), bits, nonce);
      if (!ProofOfWork.isMet(lie.hash(), bits, bits)) {
        return lie;
      }
    }
  }

  private static int harder(int bits) {
    int exponent = bits >>> 24;
    return Math.max(exponent - 4, LEAST_EXPONENT) << 24 | (bits & 0x00ff_ffff);
  }

  @Override
  public int tipHeight() {
    return truth.tipHeight();
  }

  @Override
  public BlockHeader header(int height) {
    return height < from ? truth.header(height) : headers.get(height - from);
  }

  @Override
  public OptionalInt height(Hash hash) {
    Integer height = heights.get(hash);
    if (height != null) {
      return OptionalInt.of(height);
    }
    OptionalInt known = truth.height(hash);
    return known.isPresent() && known.getAsInt() < from ? known : OptionalInt.empty();
  }

  @Override
  public Optional<Block> block(Hash hash) {
    Integer height = heights.get(hash);
    return height == null
        ? truth.block(hash)
        : truth
            .block(truth.hash(height))
            .map(block -> Block.of(header(height), block.transactions()));
  }

  @Override
  public Optional<Transaction> transaction(Hash id) {
    return truth.transaction(id);
  }
}
