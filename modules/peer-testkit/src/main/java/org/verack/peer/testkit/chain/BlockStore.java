package org.verack.peer.testkit.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;

/**
 * Blocks as they come, for instance real ones out of files.
 *
 * <p>They need not connect: each is served by its hash. The best chain is what connects to the
 * network's first block, by the most work; often that is the first block alone. Immutable.
 *
 * {@snippet :
 * List<Block> some = List.of(chain.block(2), chain.block(9), chain.block(1));
 * BlockStore store = BlockStore.ofBlocks(network, some);
 * assert store.tipHeight() == 2; // the ninth does not connect
 * assert store.block(chain.hash(9)).isPresent(); // but is served to who asks for it
 * }
 */
public final class BlockStore implements ChainSource {

  /** A block that connects, and how it does. */
  private record Node(Block block, @Nullable Node parent, BigInteger work) {}

  private final BestChain chain;

  private BlockStore(BestChain chain) {
    this.chain = chain;
  }

  /**
   * Takes blocks.
   *
   * @param network whose first block the chain begins with
   * @param blocks the blocks, in any order; the network's first may be among them
   * @return the store
   * @throws IllegalArgumentException if the network does not say what its first block is
   */
  public static BlockStore ofBlocks(Network network, Collection<Block> blocks) {
    Block genesis = genesis(network);
    Map<Hash, Block> all = new LinkedHashMap<>();
    all.put(genesis.hash(), genesis);
    blocks.forEach(block -> all.putIfAbsent(block.hash(), block));
    return new BlockStore(new BestChain(best(genesis, all.values()), all.values()));
  }

  /**
   * Reads blocks from files.
   *
   * @param network whose first block the chain begins with
   * @param files one block in each, as it is serialised, and nothing else
   * @return the store
   * @throws IOException if a file cannot be read or is not a block; the message names it
   */
  public static BlockStore ofFiles(Network network, Collection<Path> files) throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path file : files) {
      try {
        blocks.add(Block.parse(Bytes.wrap(Files.readAllBytes(file))));
      } catch (PayloadException e) {
        throw new IOException(file + " is not a block: " + e.getMessage(), e);
      }
    }
    return ofBlocks(network, blocks);
  }

  static Block genesis(Network network) {
    if (network.genesisBlock().isEmpty()) {
      throw new IllegalArgumentException("the first block of " + network + " is not known");
    }
    try {
      return Block.parse(network.genesisBlock());
    } catch (PayloadException e) {
      throw new IllegalArgumentException("the first block of " + network + " is none", e);
    }
  }

  private static List<BlockHeader> best(Block genesis, Collection<Block> all) {
    Map<Hash, List<Block>> children = new HashMap<>();
    for (Block block : all) {
      children
          .computeIfAbsent(block.header().previousBlock(), hash -> new ArrayList<>())
          .add(block);
    }
    Node best = new Node(genesis, null, BigInteger.ZERO);
    ArrayDeque<Node> open = new ArrayDeque<>(List.of(best));
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (node.work.compareTo(best.work) > 0) {
        best = node;
      }
      for (Block child : children.getOrDefault(node.block.hash(), List.of())) {
        BigInteger work = node.work.add(ProofOfWork.work(child.header().bits()));
        open.add(new Node(child, node, work));
      }
    }
    List<BlockHeader> headers = new ArrayList<>();
    for (Node node = best; node != null; node = node.parent) {
      headers.add(node.block.header());
    }
    Collections.reverse(headers);
    return headers;
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
}
