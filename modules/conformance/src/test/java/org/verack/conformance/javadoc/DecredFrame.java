package org.verack.conformance.javadoc;

import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.WireFormat;
import org.verack.wire.decred.DecredNetworks;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.decred.generator.DecredChain;
import org.verack.wire.decred.mix.MixMessage;
import org.verack.wire.decred.mix.MixSecrets;
import org.verack.wire.decred.mix.MixSessionMessage;

/** Values of Decred, for examples that need no connection. */
public abstract class DecredFrame extends TestFrame {

  protected static final Network network = DecredNetworks.SIMNET;

  /** Blocks that were generated, and the network's first. */
  protected static final DecredChain chain = DecredChain.generate(network, 1, 30);

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

  /** What messages for mixing coins begin with; nobody looks at what it is. */
  protected static final Bytes signature = Bytes.wrap(new byte[MixMessage.SIGNATURE_LENGTH]);

  protected static final Bytes identity = Bytes.wrap(new byte[MixMessage.IDENTITY_LENGTH]);
  protected static final Bytes session = Bytes.wrap(new byte[MixSessionMessage.SESSION_LENGTH]);
  protected static final Bytes seed = Bytes.wrap(new byte[MixSecrets.SEED_LENGTH]);
}
