package org.verack.wire.decred.generator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.chain.MerkleTree;
import org.verack.wire.decred.chain.OutPoint;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.decred.chain.TxIn;
import org.verack.wire.decred.chain.TxOut;

/**
 * A chain of blocks as a node serves it: generated from a seed, or real blocks.
 *
 * <p>The same seed gives the same chain, on every machine. The generated headers follow each other,
 * have real proof of work (BLAKE-256, as before <a
 * href="https://github.com/decred/dcps/blob/master/dcp-0011/dcp-0011.mediawiki">DCP-0011</a>) at
 * the network's easiest target, rising times and heights, and the merkle roots of their
 * transactions. Each block has a coinbase and some transactions that spend outputs of earlier
 * blocks. The stake trees are empty, as they are in a real chain before tickets mature; the
 * transactions are not signed and the subsidies not Decred's, so a node that checks everything
 * refuses the chain.
 *
 * <p>Immutable and safe for use from any thread.
 *
 * {@snippet :
 * DecredChain chain = DecredChain.generate(DecredNetworks.REGNET, 7, 20);
 * assert chain.tipHeight() == 20 && chain.tip().hasValidMerkleRoot();
 * assert chain.tip().equals(DecredChain.generate(DecredNetworks.REGNET, 7, 20).tip());
 * DecredChain stored = DecredChain.of(DecredNetworks.REGNET, chain.blocks().subList(0, 11));
 * assert stored.findFork(List.of(chain.tip().hash(), chain.blocks().get(8).hash())) == 8;
 * }
 */
public final class DecredChain {

  private static final int BLOCK_VERSION = 1;
  private static final int TRANSACTION_VERSION = 1;
  private static final long SUBSIDY = 3_119_582_664L;
  private static final long SPACING = 300;
  private static final int MOST_SPENDS = 3;
  private static final BigInteger HARDEST = BigInteger.valueOf(1 << 16);

  /** Pays to the hash of a public key, whatever the hash. */
  private static final String SCRIPT_BEGIN = "76a914";

  private static final String SCRIPT_END = "88ac";

  /** What a spender pushes: a signature and a public key, both of zeros. */
  private static final Bytes SIGNATURE =
      Bytes.ofHex("47" + "00".repeat(71) + "21" + "00".repeat(33));

  private final Network network;
  private final List<Block> blocks;
  private final Map<Hash, Integer> heights = new HashMap<>();

  /** Every block, also those that do not connect. */
  private final Map<Hash, Block> all = new HashMap<>();

  private DecredChain(Network network, List<Block> blocks, Iterable<Block> others) {
    this.network = network;
    this.blocks = List.copyOf(blocks);
    others.forEach(block -> all.put(block.hash(), block));
    for (int height = 0; height < blocks.size(); height++) {
      Block block = blocks.get(height);
      heights.put(block.hash(), height);
      all.put(block.hash(), block);
    }
  }

  /**
   * Takes blocks as they come, for instance real ones out of files. They need not connect: each is
   * found by its hash. The chain is the longest that begins with the network's first block; often
   * that is the first block alone.
   *
   * @param network whose first block the chain begins with
   * @param blocks the blocks, in any order; the network's first may be among them
   * @return the chain
   * @throws IllegalArgumentException if the network's first block is not known
   */
  public static DecredChain of(Network network, Collection<Block> blocks) {
    Map<Hash, Block> children = new HashMap<>();
    List<Block> inOrder = new ArrayList<>(blocks);
    // With the highest first, the child that a block ends up with is on its longest branch.
    inOrder.sort(Comparator.comparingLong(block -> -block.header().height()));
    Map<Hash, Integer> lengths = new HashMap<>();
    for (Block block : inOrder) {
      int length = lengths.getOrDefault(block.hash(), 0) + 1;
      Hash parent = block.header().previousBlock();
      if (length > lengths.getOrDefault(parent, 0)) {
        lengths.put(parent, length);
        children.put(parent, block);
      }
    }
    List<Block> chain = new ArrayList<>();
    Block next = genesis(network);
    while (next != null && chain.size() <= blocks.size()) {
      chain.add(next);
      next = children.get(next.hash());
    }
    return new DecredChain(network, chain, blocks);
  }

  /**
   * Generates a chain.
   *
   * @param network a network whose blocks are easy to mine: simnet or regnet
   * @param seed any number
   * @param count how many blocks, not counting the network's first
   * @return the chain, whose tip has that height
   * @throws IllegalArgumentException if the blocks are hard to mine, the network's first block is
   *     not known, or the count is negative
   */
  public static DecredChain generate(Network network, long seed, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("blocks " + count);
    }
    BigInteger work = ProofOfWork.work(network.powLimitBits());
    if (work.signum() == 0 || work.compareTo(HARDEST) > 0) {
      throw new IllegalArgumentException(
          "blocks of "
              + network
              + " take "
              + work
              + " hashes, which is more than a test has time for");
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Block> blocks = new ArrayList<>();
    blocks.add(genesis(network));
    List<TxIn> spendable = new ArrayList<>();
    for (int height = 1; height <= count; height++) {
      Block block = next(network, blocks.get(height - 1).header(), height, spendable, random);
      blocks.add(block);
      addOutputs(block, spendable);
    }
    return new DecredChain(network, blocks, List.of());
  }

  private static Block genesis(Network network) {
    if (network.genesisBlock().isEmpty()) {
      throw new IllegalArgumentException("the first block of " + network + " is not known");
    }
    try {
      return Block.parse(network.genesisBlock());
    } catch (PayloadException e) {
      throw new IllegalArgumentException("the first block of " + network + " does not decode", e);
    }
  }

  private static Block next(
      Network network,
      BlockHeader previous,
      int height,
      List<TxIn> spendable,
      SplittableRandom random) {
    List<Transaction> transactions = new ArrayList<>();
    transactions.add(coinbase(height, random));
    int spends = Math.min(spendable.size(), random.nextInt(MOST_SPENDS + 1));
    for (int i = 0; i < spends; i++) {
      transactions.add(spend(spendable.remove(random.nextInt(spendable.size())), random));
    }
    List<Hash> leaves = transactions.stream().map(Transaction::fullHash).toList();
    int size = BlockHeader.SIZE + 2;
    for (Transaction each : transactions) {
      size += each.size();
    }
    BlockHeader.Builder header =
        BlockHeader.builder()
            .version(BLOCK_VERSION)
            .previousBlock(previous.hash())
            .merkleRoot(MerkleTree.root(leaves))
            .voteBits(1)
            .bits(network.powLimitBits())
            .ticketPrice(previous.ticketPrice())
            .height(height)
            .size(size)
            .time(previous.time() + SPACING / 2 + random.nextLong(SPACING));
    return Block.of(mine(header, network.powLimitBits()), transactions, List.of());
  }

  private static BlockHeader mine(BlockHeader.Builder header, int limitBits) {
    for (long nonce = 0; ; nonce++) {
      BlockHeader mined = header.nonce(nonce).build();
      if (ProofOfWork.isMet(mined.hash(), mined.bits(), limitBits)) {
        return mined;
      }
    }
  }

  private static Transaction coinbase(int height, SplittableRandom random) {
    byte[] script = {
      4, (byte) height, (byte) (height >>> 8), (byte) (height >>> 16), (byte) (height >>> 24)
    };
    TxIn input =
        new TxIn(
            OutPoint.NONE,
            TxIn.FINAL_SEQUENCE,
            SUBSIDY,
            TxIn.NO_BLOCK,
            TxIn.NO_INDEX,
            Bytes.wrap(script));
    return Transaction.of(
        TRANSACTION_VERSION, List.of(input), List.of(output(SUBSIDY, random)), 0, 0);
  }

  private static Transaction spend(TxIn coin, SplittableRandom random) {
    long fee = Math.min(coin.value() / 10, 2_530 + random.nextLong(5_000));
    long left = coin.value() - fee;
    long part = left / (2 + random.nextInt(5));
    return Transaction.of(
        TRANSACTION_VERSION,
        List.of(coin),
        List.of(output(part, random), output(left - part, random)),
        0,
        0);
  }

  private static TxOut output(long value, SplittableRandom random) {
    byte[] hash = new byte[20];
    random.nextBytes(hash);
    return new TxOut(value, 0, Bytes.ofHex(SCRIPT_BEGIN + Bytes.wrap(hash).toHex() + SCRIPT_END));
  }

  /** Adds the outputs of a block as inputs that spend them. */
  private static void addOutputs(Block block, List<TxIn> spendable) {
    for (int i = 0; i < block.transactions().size(); i++) {
      Transaction transaction = block.transactions().get(i);
      List<TxOut> outputs = transaction.outputs();
      for (int index = 0; index < outputs.size(); index++) {
        spendable.add(
            new TxIn(
                new OutPoint(transaction.txid(), index, OutPoint.REGULAR),
                TxIn.FINAL_SEQUENCE,
                outputs.get(index).value(),
                block.header().height(),
                i,
                SIGNATURE));
      }
    }
  }

  /**
   * Returns the network whose first block the chain begins with.
   *
   * @return the network
   */
  public Network network() {
    return network;
  }

  /**
   * Returns the blocks of the chain.
   *
   * @return from height 0 on; immutable
   */
  public List<Block> blocks() {
    return blocks;
  }

  /**
   * Returns the height of the newest block.
   *
   * @return 0 if there is none but the first
   */
  public int tipHeight() {
    return blocks.size() - 1;
  }

  /**
   * Returns the newest block.
   *
   * @return the block at {@link #tipHeight()}
   */
  public Block tip() {
    return blocks.get(tipHeight());
  }

  /**
   * Finds where a block is.
   *
   * @param hash the block
   * @return its height, or empty if it is not in the chain
   */
  public OptionalInt height(Hash hash) {
    Integer height = heights.get(hash);
    return height == null ? OptionalInt.empty() : OptionalInt.of(height);
  }

  /**
   * Finds a block, in the chain or not.
   *
   * @param hash the block
   * @return the block, or empty if it is not here
   */
  public Optional<Block> block(Hash hash) {
    return Optional.ofNullable(all.get(hash));
  }

  /**
   * Finds where another chain leaves this one.
   *
   * @param locator hashes of the other chain, the newest first
   * @return the height of the first of them that is in this chain; 0 if none is
   */
  public int findFork(List<Hash> locator) {
    for (Hash hash : locator) {
      Integer height = heights.get(hash);
      if (height != null) {
        return height;
      }
    }
    return 0;
  }

  /** Returns network, height and tip. */
  @Override
  public String toString() {
    return network + " chain, height " + tipHeight() + ", tip " + tip().hash();
  }
}
