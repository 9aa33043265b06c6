package org.verack.conformance.javadoc;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Transaction;
import org.verack.wire.lbry.LbryNetworks;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.chain.BlockHeader;
import org.verack.wire.lbry.generator.LbryChain;

/** Values of LBRY, for examples that need no connection. */
public abstract class LbryFrame extends TestFrame {

  protected static final Network network = LbryNetworks.REGTEST;

  /** Blocks that were generated, and the network's first. */
  protected static final LbryChain chain = LbryChain.generate(network, 1, 30);

  protected static final List<Block> blocks = chain.blocks();
  protected static final List<Hash> hashes = blocks.stream().map(Block::hash).toList();

  /** The newest block. */
  protected static final Block block = chain.tip();

  protected static final BlockHeader header = block.header();
  protected static final Hash hash = block.hash();

  /** The last one that spends outputs of others. */
  protected static final Transaction transaction =
      blocks.reversed().stream()
          .flatMap(each -> each.transactions().stream())
          .filter(each -> !each.isCoinbase())
          .findFirst()
          .orElseThrow();

  /** How peers write at the newest version. */
  protected static final WireFormat format = WireFormat.witness(network.latestVersion());
}
