package org.verack.wire.kaspa.generator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.chain.MerkleTree;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.TxOut;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.chain.BlockHeader;
import org.verack.wire.kaspa.chain.SubnetworkId;
import org.verack.wire.kaspa.chain.Transaction;
import org.verack.wire.kaspa.chain.TxIn;

/**
 * Blocks that follow each other: some that were generated from a seed, or those that are there. The
 * same seed gives the same ones, on every machine.
 *
 * <p>Each of those generated follows one block before it or two, and has real proof of work at the
 * network's easiest target, a rising time, and the merkle root of its transactions: a coinbase with
 * a payload and none, one or three that spend outputs of earlier blocks. These are not signed, the
 * subsidies and the other two roots not Kaspa's, so a node that checks everything refuses the
 * blocks.
 *
 * <p>Immutable and safe for use from any thread.
 *
 * {@snippet :
 * KaspaDag dag = KaspaDag.generate(KaspaNetworks.REGTEST, 7, 20);
 * assert dag.blocks().size() == 21;
 * assert dag.selectedTip().equals(KaspaDag.generate(KaspaNetworks.REGTEST, 7, 20).selectedTip());
 * assert dag.blocks().stream().anyMatch(each -> each.header().parentCount() == 2); // no chain
 * for (Block each : dag.blocks()) {
 *   assert each.header().parents().stream().allMatch(parent -> dag.block(parent).isPresent());
 * }
 * }
 */
public final class KaspaDag {

  private static final int BLOCK_VERSION = 0x10000000;
  private static final int TRANSACTION_VERSION = 1;
  private static final long SUBSIDY = 50_000_000_000L;
  private static final long SPACING_MILLIS = 1000;

  /** One block in so many has a sibling; the block after them follows both. */
  private static final int FORK_EVERY = 4;

  private static final BigInteger HARDEST = BigInteger.valueOf(1 << 16);

  /** Pays to the hash of a script, whatever the hash. */
  private static final String SCRIPT_BEGIN = "a914";

  private static final String SCRIPT_END = "87";

  /** What a spender pushes: a signature and a public key, both of zeros. */
  private static final Bytes SIGNATURE =
      Bytes.ofHex("40" + "00".repeat(64) + "21" + "00".repeat(33));

  private record Coin(OutPoint place, long value) {}

  private final Network network;
  private final List<Block> blocks;
  private final Map<Hash, Integer> places = new HashMap<>();

  /** Every block, also those that do not connect. */
  private final Map<Hash, Block> all = new HashMap<>();

  private KaspaDag(Network network, List<Block> blocks, Iterable<Block> others) {
    this.network = network;
    this.blocks = List.copyOf(blocks);
    others.forEach(block -> all.put(block.hash(), block));
    for (int place = 0; place < blocks.size(); place++) {
      places.put(blocks.get(place).hash(), place);
      all.put(blocks.get(place).hash(), blocks.get(place));
    }
  }

  /**
   * Takes blocks as they come, for instance out of files. They need not connect: each is found by
   * its hash. Those that lead to the network's first block by all of their parents are put in an
   * order in which each comes after these.
   *
   * @param network whose first block the others follow
   * @param blocks the blocks, in any order; the network's first may be among them
   * @return the blocks
   * @throws IllegalArgumentException if the network's first block is not known
   */
  public static KaspaDag of(Network network, Collection<Block> blocks) {
    Block first = genesis(network);
    List<Block> connected = new ArrayList<>(List.of(first));
    Set<Hash> known = new HashSet<>(Set.of(first.hash()));
    List<Block> left = new ArrayList<>(blocks);
    int before;
    do {
      before = left.size();
      left.removeIf(
          block -> {
            boolean follows = known.containsAll(block.header().parents());
            if (follows && !block.header().isGenesis() && known.add(block.hash())) {
              connected.add(block);
            }
            return follows;
          });
    } while (left.size() < before);
    return new KaspaDag(network, connected, left);
  }

  /**
   * Generates blocks.
   *
   * @param network a network whose blocks are easy to mine: mainnet, regtest or simnet
   * @param seed any number
   * @param count how many blocks, not counting the network's first
   * @return the blocks
   * @throws IllegalArgumentException if the blocks are hard to mine, the network's first block is
   *     not known, or the count is negative
   */
  public static KaspaDag generate(Network network, long seed, int count) {
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
    Generator generator = new Generator(network, new SplittableRandom(seed));
    while (generator.blocks.size() <= count) {
      generator.next(count + 1 - generator.blocks.size());
    }
    return new KaspaDag(network, generator.blocks, List.of());
  }

  /** The state of a generation. */
  private static final class Generator {
    private final Network network;
    private final SplittableRandom random;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Coin> coins = new ArrayList<>();
    private List<Hash> tips;
    private long time;

    Generator(Network network, SplittableRandom random) {
      this.network = network;
      this.random = random;
      Block first = genesis(network);
      blocks.add(first);
      tips = List.of(first.hash());
      time = first.header().timestamp();
    }

    /** Adds a block, or two that follow the same if that leaves room for one that joins them. */
    void next(int left) {
      boolean fork = tips.size() == 1 && left > 2 && random.nextInt(FORK_EVERY) == 0;
      List<Hash> parents = tips;
      List<Hash> added = new ArrayList<>();
      for (int i = 0; i < (fork ? 2 : 1); i++) {
        Block block = block(parents);
        blocks.add(block);
        added.add(block.hash());
      }
      tips = added;
    }

    private Block block(List<Hash> parents) {
      List<Transaction> transactions = new ArrayList<>();
      transactions.add(coinbase());
      // Trees of 1, 2 and 4 leaves have no row of odd length, about which protocols differ.
      int wanted = List.of(0, 1, 3).get(random.nextInt(3));
      int spends = coins.size() >= wanted ? wanted : 0;
      for (int i = 0; i < spends; i++) {
        transactions.add(spend(coins.remove(random.nextInt(coins.size()))));
      }
      time += SPACING_MILLIS / 2 + random.nextLong(SPACING_MILLIS);
      BlockHeader header =
          mine(parents, MerkleTree.root(transactions.stream().map(Transaction::hash).toList()));
      for (Transaction each : transactions) {
        addOutputs(each);
      }
      return Block.of(header, transactions);
    }

    private BlockHeader mine(List<Hash> parents, Hash root) {
      int bits = network.powLimitBits();
      for (long nonce = 0; ; nonce++) {
        BlockHeader mined =
            BlockHeader.of(BLOCK_VERSION, parents, root, Hash.ZERO, Hash.ZERO, time, bits, nonce);
        if (mined.hasWork(bits)) {
          return mined;
        }
      }
    }

    private Transaction coinbase() {
      byte[] payload = new byte[16];
      random.nextBytes(payload);
      return Transaction.of(
          TRANSACTION_VERSION,
          List.of(),
          List.of(output(SUBSIDY)),
          0,
          SubnetworkId.COINBASE,
          Transaction.Execution.of(Bytes.wrap(payload)));
    }

    private Transaction spend(Coin coin) {
      long fee = Math.min(coin.value() / 10, 1_000 + random.nextLong(1_000));
      long left = coin.value() - fee;
      long part = left / (2 + random.nextInt(5));
      return Transaction.of(
          TRANSACTION_VERSION,
          List.of(new TxIn(coin.place(), SIGNATURE, TxIn.FINAL_SEQUENCE)),
          List.of(output(part), output(left - part)),
          0);
    }

    private TxOut output(long value) {
      byte[] hash = new byte[20];
      random.nextBytes(hash);
      return new TxOut(value, Bytes.ofHex(SCRIPT_BEGIN + Bytes.wrap(hash).toHex() + SCRIPT_END));
    }

    private void addOutputs(Transaction transaction) {
      List<TxOut> outputs = transaction.outputs();
      for (int index = 0; index < outputs.size(); index++) {
        coins.add(new Coin(new OutPoint(transaction.id(), index), outputs.get(index).value()));
      }
    }
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

  /**
   * Returns the network whose first block all others follow.
   *
   * @return the network
   */
  public Network network() {
    return network;
  }

  /**
   * Returns the blocks.
   *
   * @return each behind those that it follows, the network's first at the beginning; immutable
   */
  public List<Block> blocks() {
    return blocks;
  }

  /**
   * Returns the block that a node takes for the newest.
   *
   * @return the last of {@link #blocks()}, which all others lead to if they were generated
   */
  public Block selectedTip() {
    return blocks.getLast();
  }

  /**
   * Finds where a block stands in {@link #blocks()}.
   *
   * @param hash the block
   * @return its place, or empty if it is not here
   */
  public OptionalInt place(Hash hash) {
    Integer place = places.get(hash);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /**
   * Finds a block.
   *
   * @param hash the block
   * @return the block, whether it connects or not; empty if it is not here
   */
  public Optional<Block> block(Hash hash) {
    return Optional.ofNullable(all.get(hash));
  }

  /** Returns network, number of blocks and tip. */
  @Override
  public String toString() {
    return network + " DAG, " + blocks.size() + " blocks, tip " + selectedTip().hash();
  }
}
