package org.verack.peer.testkit.chain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.Transaction;

/** Blocks and headers with the maps to find them by. Immutable. */
final class BestChain {

  private final List<BlockHeader> headers;
  private final Map<Hash, Integer> heights = new HashMap<>();
  private final Map<Hash, Block> blocks = new HashMap<>();

  /** By txid and by wtxid. Made at most a few times under a race, always the same. */
  private volatile @Nullable Map<Hash, Transaction> transactions;

  /**
   * Takes over headers and blocks.
   *
   * @param headers from height 0 on
   * @param blocks in any order
   */
  BestChain(List<BlockHeader> headers, Iterable<Block> blocks) {
    this.headers = List.copyOf(headers);
    for (int height = 0; height < headers.size(); height++) {
      heights.put(headers.get(height).hash(), height);
    }
    blocks.forEach(block -> this.blocks.put(block.hash(), block));
  }

  int tipHeight() {
    return headers.size() - 1;
  }

  BlockHeader header(int height) {
    return headers.get(height);
  }

  OptionalInt height(Hash hash) {
    Integer height = heights.get(hash);
    return height == null ? OptionalInt.empty() : OptionalInt.of(height);
  }

  Optional<Block> block(Hash hash) {
    return Optional.ofNullable(blocks.get(hash));
  }

  Optional<Transaction> transaction(Hash id) {
    Map<Hash, Transaction> known = transactions;
    if (known == null) {
      known = index();
      transactions = known;
    }
    return Optional.ofNullable(known.get(id));
  }

  private Map<Hash, Transaction> index() {
    Map<Hash, Transaction> index = new HashMap<>();
    for (Block block : blocks.values()) {
      for (Transaction transaction : block.transactions()) {
        index.put(transaction.txid(), transaction);
        index.put(transaction.wtxid(), transaction);
      }
    }
    return index;
  }
}
