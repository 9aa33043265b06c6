package org.verack.peer.testkit.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.filter.BlockFilter;

/**
 * A chain of blocks as a node serves it: its best chain by height from 0, and every block that it
 * has by hash. Safe for use from any thread.
 *
 * {@snippet :
 * ChainSource served = chain;
 * List<Hash> locator = List.of(Hash.ZERO, served.hash(5), served.hash(0)); // the newest first
 * assert served.findFork(locator) == 5; // what follows is news to whoever asks
 * assert served.compactFilter(served.tipHash()).isPresent(); // BIP 158
 * }
 */
public interface ChainSource {

  /**
   * Returns the height of the newest block.
   *
   * @return 0 if there is none but the first
   */
  int tipHeight();

  /**
   * Returns a header of the best chain.
   *
   * @param height 0 to {@link #tipHeight()}
   * @return the header
   * @throws IndexOutOfBoundsException if there is no such height
   */
  BlockHeader header(int height);

  /**
   * Finds where in the best chain a block is.
   *
   * @param hash the block
   * @return its height, or empty if it is not in the best chain
   */
  OptionalInt height(Hash hash);

  /**
   * Finds a block, in the best chain or not.
   *
   * @param hash the block
   * @return the block, or empty if it is not here
   */
  Optional<Block> block(Hash hash);

  /**
   * Finds a transaction in the blocks.
   *
   * @param id its txid or wtxid
   * @return the transaction, or empty if it is not here
   */
  Optional<Transaction> transaction(Hash id);

  /**
   * Returns the hash of a block of the best chain.
   *
   * @param height 0 to {@link #tipHeight()}
   * @return the hash
   * @throws IndexOutOfBoundsException if there is no such height
   */
  default Hash hash(int height) {
    return header(height).hash();
  }

  /**
   * Returns the newest block's hash.
   *
   * @return the hash at {@link #tipHeight()}
   */
  default Hash tipHash() {
    return hash(tipHeight());
  }

  /**
   * Makes the basic filter of a block (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0158.mediawiki">BIP 158</a>), in which
   * are the scripts that it spends, too.
   *
   * @param hash the block
   * @return the filter; empty if the block is not here, or something that it spends is not
   */
  default Optional<BlockFilter> compactFilter(Hash hash) {
    return block(hash).flatMap(this::filterOf);
  }

  private Optional<BlockFilter> filterOf(Block block) {
    List<Bytes> spent = new ArrayList<>();
    for (int i = 1; i < block.transactionCount(); i++) {
      for (TxIn input : block.transaction(i).inputs()) {
        OutPoint output = input.previousOutput();
        Optional<Transaction> previous = transaction(output.txid());
        if (previous.isEmpty() || output.index() >= previous.get().outputs().size()) {
          return Optional.empty();
        }
        spent.add(previous.get().outputs().get((int) output.index()).script());
      }
    }
    return Optional.of(BlockFilter.of(block, spent));
  }

  /**
   * Finds where another chain leaves this one.
   *
   * @param locator hashes of the other chain, the newest first
   * @return the height of the first of them that is in the best chain here; 0 if none is
   */
  default int findFork(List<Hash> locator) {
    for (Hash hash : locator) {
      OptionalInt height = height(hash);
      if (height.isPresent()) {
        return height.getAsInt();
      }
    }
    return 0;
  }
}
