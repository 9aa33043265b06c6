package org.verack.wire.lbry.generator;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.chain.MerkleTree;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;
import org.verack.wire.lbry.LbryLimits;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.chain.BlockHeader;

/**
 * A chain of blocks: one that was generated from a seed, or made of blocks that are there. The same
 * seed gives the same chain, on every machine.
 *
 * <p>The headers of a generated one follow each other, have real proof of work at the network's
 * easiest target, rising times, the merkle roots of their transactions, and the root of a trie
 * without claims. Each block has a coinbase that commits to the witnesses, and some transactions
 * that spend outputs of earlier blocks. These are not signed and the subsidies not LBRY's, so a
 * node that checks everything refuses the chain.
 *
 * <p>Immutable and safe for use from any thread.
 *
 * {@snippet :
 * LbryChain chain = LbryChain.generate(LbryNetworks.SIMNET, 7, 20);
 * assert chain.tipHeight() == 20 && chain.tip().hasValidWitnessCommitment();
 * assert chain.tip().equals(LbryChain.generate(LbryNetworks.SIMNET, 7, 20).tip());
 * LbryChain stored = LbryChain.of(LbryNetworks.SIMNET, chain.blocks().subList(0, 11));
 * assert stored.findFork(List.of(chain.tip().hash(), chain.blocks().get(8).hash())) == 8;
 * }
 */
public final class LbryChain {

  private static final int VERSION = 1;
  private static final long SUBSIDY = 100_000_000L;
  private static final long SPACING = 150;
  private static final int MOST_SPENDS = 3;
  private static final BigInteger HARDEST = BigInteger.valueOf(1 << 16);

  /** Pays to the hash of a public key by a witness, whatever the hash. */
  private static final String SCRIPT_BEGIN = "0014";

  private static final String COMMITMENT_BEGIN = "6a24aa21a9ed";

  private static final Hash NO_CLAIMS = Hash.of("00".repeat(31) + "01");

  /** A signature and a public key, both of zeros. */
  private static final Witness SIGNATURE =
      new Witness(List.of(Bytes.ofHex("00".repeat(71)), Bytes.ofHex("00".repeat(33))));

  private static final Witness RESERVED = new Witness(List.of(Bytes.ofHex("00".repeat(32))));

  private record Coin(OutPoint place, long value) {}

  private final Network network;
  private final List<Block> blocks;
  private final Map<Hash, Integer> heights = new HashMap<>();

  /** Every block, also those that do not connect. */
  private final Map<Hash, Block> all = new HashMap<>();

  private LbryChain(Network network, List<Block> blocks, Iterable<Block> others) {
    this.network = network;
    this.blocks = List.copyOf(blocks);
    others.forEach(block -> all.put(block.hash(), block));
    for (int height = 0; height < blocks.size(); height++) {
      heights.put(blocks.get(height).hash(), height);
      all.put(blocks.get(height).hash(), blocks.get(height));
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
  public static LbryChain of(Network network, Collection<Block> blocks) {
    Map<Hash, Set<Block>> children = new HashMap<>();
    for (Block block : blocks) {
      children
          .computeIfAbsent(block.header().previousBlock(), parent -> new LinkedHashSet<>())
          .add(block);
    }
    Block first = genesis(network);
    Map<Hash, Block> reached = new HashMap<>();
    reached.put(first.hash(), first);
    // Level by level: what is reached last is the end of a longest chain.
    Block last = first;
    Queue<Block> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      last = open.remove();
      for (Block child : children.getOrDefault(last.hash(), Set.of())) {
        if (reached.putIfAbsent(child.hash(), child) == null) {
          open.add(child);
        }
      }
    }
    ArrayDeque<Block> chain = new ArrayDeque<>();
    for (Block at = last; at != null; at = reached.get(at.header().previousBlock())) {
      chain.addFirst(at);
    }
    return new LbryChain(network, List.copyOf(chain), blocks);
  }

  /**
   * Generates a chain.
   *
   * @param network a network whose blocks are easy to mine: regtest or simnet
   * @param seed any number
   * @param count how many blocks, not counting the network's first
   * @return the chain, whose tip has that height
   * @throws IllegalArgumentException if the blocks are hard to mine, the network's first block is
   *     not known, or the count is negative
   */
  public static LbryChain generate(Network network, long seed, int count) {
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
    List<Coin> coins = new ArrayList<>();
    for (int height = 1; height <= count; height++) {
      Block block = next(network, blocks.get(height - 1).header(), height, coins, random);
      blocks.add(block);
      addOutputs(block, coins);
    }
    return new LbryChain(network, blocks, List.of());
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
      List<Coin> coins,
      SplittableRandom random) {
    List<Transaction> transactions = new ArrayList<>();
    int spends = Math.min(coins.size(), random.nextInt(MOST_SPENDS + 1));
    for (int i = 0; i < spends; i++) {
      transactions.add(spend(coins.remove(random.nextInt(coins.size())), random));
    }
    transactions.add(0, coinbase(height, transactions, random));
    List<Hash> leaves = transactions.stream().map(Transaction::txid).toList();
    long time = previous.time() + SPACING / 2 + random.nextLong(SPACING);
    return Block.of(
        mine(previous.hash(), MerkleTree.root(leaves), time, network.powLimitBits()), transactions);
  }

  private static BlockHeader mine(Hash previous, Hash merkleRoot, long time, int bits) {
    for (long nonce = 0; ; nonce++) {
      BlockHeader mined =
          BlockHeader.of(VERSION, previous, merkleRoot, NO_CLAIMS, time, bits, nonce);
      if (mined.hasWork(bits)) {
        return mined;
      }
    }
  }

  private static Transaction coinbase(
      int height, List<Transaction> others, SplittableRandom random) {
    byte[] script = {
      4, (byte) height, (byte) (height >>> 8), (byte) (height >>> 16), (byte) (height >>> 24)
    };
    List<Hash> leaves = new ArrayList<>();
    leaves.add(Hash.ZERO);
    others.forEach(each -> leaves.add(each.wtxid()));
    Hash commitment = Hash.sha256d(MerkleTree.root(leaves), Hash.ZERO);
    Bytes committing = Bytes.ofHex(COMMITMENT_BEGIN + Bytes.wrap(commitment.toArray()).toHex());
    OutPoint none = new OutPoint(Hash.ZERO, 0xffff_ffffL);
    TxIn input = new TxIn(none, Bytes.wrap(script), TxIn.FINAL_SEQUENCE, RESERVED);
    return transaction(input, List.of(output(SUBSIDY, random), new TxOut(0, committing)));
  }

  private static Transaction spend(Coin coin, SplittableRandom random) {
    long fee = Math.min(coin.value() / 10, 250 + random.nextLong(500));
    long left = coin.value() - fee;
    long part = left / (2 + random.nextInt(5));
    TxIn input = new TxIn(coin.place(), Bytes.EMPTY, TxIn.FINAL_SEQUENCE, SIGNATURE);
    return transaction(input, List.of(output(part, random), output(left - part, random)));
  }

  private static Transaction transaction(TxIn input, List<TxOut> outputs) {
    return Transaction.of(VERSION, List.of(input), outputs, 0, LbryLimits.TRANSACTION);
  }

  private static TxOut output(long value, SplittableRandom random) {
    byte[] hash = new byte[20];
    random.nextBytes(hash);
    return new TxOut(value, Bytes.ofHex(SCRIPT_BEGIN + Bytes.wrap(hash).toHex()));
  }

  private static void addOutputs(Block block, List<Coin> coins) {
    for (Transaction transaction : block.transactions()) {
      List<TxOut> outputs = transaction.outputs();
      for (int index = 0; index < outputs.size(); index++) {
        if (outputs.get(index).value() > 0) {
          coins.add(new Coin(new OutPoint(transaction.txid(), index), outputs.get(index).value()));
        }
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
   * Returns the blocks.
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
   * Finds a block.
   *
   * @param hash the block
   * @return the block, in the chain or not; empty if it is not here
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
