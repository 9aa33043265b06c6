package org.verack.peer.testkit.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.Transaction;

/**
 * A chain out of a {@link ChainGenerator}. Immutable: what continues it or branches off it is
 * another chain that shares the blocks. Safe for use from any thread.
 *
 * {@snippet :
 * GeneratedChain longer = chain.extend(1);
 * assert longer.tip().header().previousBlock().equals(chain.tipHash());
 *
 * GeneratedChain other = chain.fork(chain.tipHeight() - 3, 5, 99); // leaves three blocks behind
 * assert other.tipHeight() == chain.tipHeight() + 2;
 * assert other.height(chain.tipHash()).isEmpty() && other.block(chain.tipHash()).isPresent();
 *
 * Transaction unconfirmed = chain.unconfirmed(1).getFirst(); // spends what is there to spend
 * assert chain.transaction(unconfirmed.inputs().getFirst().previousOutput().txid()).isPresent();
 * }
 */
public final class GeneratedChain implements ChainSource {

  private final ChainGenerator generator;
  private final BestChain chain;
  private final List<Block> blocks;

  /** Blocks of branches that this chain has left. */
  private final List<Block> others;

  private final CoinPool coins;

  GeneratedChain(
      ChainGenerator generator, List<Block> blocks, Iterable<Block> others, CoinPool coins) {
    this.generator = generator;
    this.blocks = List.copyOf(blocks);
    List<Block> left = new ArrayList<>();
    others.forEach(left::add);
    this.others = List.copyOf(left);
    this.coins = coins;
    left.addAll(blocks);
    this.chain = new BestChain(blocks.stream().map(Block::header).toList(), left);
  }

  /**
   * Returns the network whose first block the chain begins with.
   *
   * @return the network
   */
  public Network network() {
    return generator.network();
  }

  /**
   * Returns the blocks of the best chain.
   *
   * @return from height 0 on; immutable
   */
  public List<Block> blocks() {
    return blocks;
  }

  /**
   * Returns a block of the best chain.
   *
   * @param height 0 to {@link #tipHeight()}
   * @return the block
   * @throws IndexOutOfBoundsException if there is no such height
   */
  public Block block(int height) {
    return blocks.get(height);
  }

  /**
   * Returns the newest block.
   *
   * @return the block at {@link #tipHeight()}
   */
  public Block tip() {
    return block(tipHeight());
  }

  /**
   * Continues the chain, as if more blocks had been generated at first.
   *
   * @param count how many more
   * @return the longer chain
   */
  public GeneratedChain extend(int count) {
    return generator.continued(blocks, others, coins.copy(), count);
  }

  /**
   * Leaves the chain at some height. The blocks that are left behind can still be had by hash.
   *
   * @param height of the last block that both chains have
   * @param count how many other blocks follow it
   * @param seed another than this chain's, or the blocks will be the same
   * @return the other chain
   * @throws IndexOutOfBoundsException if there is no such height
   */
  public GeneratedChain fork(int height, int count, long seed) {
    List<Block> common = blocks.subList(0, height + 1);
    CoinPool at = generator.pool();
    common.forEach(at::apply);
    List<Block> left = new ArrayList<>(others);
    left.addAll(blocks.subList(height + 1, blocks.size()));
    return generator.seed(seed).continued(common, left, at, count);
  }

  /**
   * Makes transactions that spend outputs of this chain and are in none of its blocks. They do not
   * spend each other's outputs, nor the same ones.
   *
   * @param count how many
   * @return that many, or fewer if there is not enough to spend; the same each time
   */
  public List<Transaction> unconfirmed(int count) {
    return List.copyOf(generator.unconfirmed(tipHash(), tipHeight() + 1, coins, count));
  }

  @Override
  public int tipHeight() {
    return chain.tipHeight();
  }

  @Override
  public BlockHeader header(int height) {
    return chain.header(height);
  }

  @Override
  public OptionalInt height(Hash hash) {
    return chain.height(hash);
  }

  @Override
  public Optional<Block> block(Hash hash) {
    return chain.block(hash);
  }

  @Override
  public Optional<Transaction> transaction(Hash id) {
    return chain.transaction(id);
  }

  /** Returns network, height and tip. */
  @Override
  public String toString() {
    return network() + " chain, height " + tipHeight() + ", tip " + tipHash();
  }
}
