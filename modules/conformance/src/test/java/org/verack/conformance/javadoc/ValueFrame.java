package org.verack.conformance.javadoc;

import java.util.List;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.Transaction;

/** Values of the Bitcoin family, for examples that need no connection. */
public abstract class ValueFrame extends ExampleFrame {

  /** Long enough for blocks that spend outputs of others, with witnesses and without. */
  static final GeneratedChain CHAIN = ChainGenerator.seeded(1).coinbaseMaturity(5).generate(30);

  /** The network of the blocks: regtest. */
  protected static final Network network = CHAIN.network();

  /** How today's peers write. */
  protected static final WireFormat format = WireFormat.witness(70016);

  /** A chain of 30 blocks behind the genesis block, that block included. */
  protected static final List<Block> blocks = CHAIN.blocks();

  protected static final List<BlockHeader> headers = blocks.stream().map(Block::header).toList();
  protected static final List<Hash> hashes = headers.stream().map(BlockHeader::hash).toList();

  /** The last block of the chain; some of its transactions spend outputs of the others. */
  protected static final Block block = CHAIN.tip();

  protected static final BlockHeader header = block.header();
  protected static final Hash hash = block.hash();

  /** A transaction of the last block that has witnesses and spends outputs of the chain. */
  protected static final Transaction transaction =
      block.transactions().stream()
          .skip(1)
          .filter(Transaction::hasWitness)
          .findFirst()
          .orElseThrow();
}
