package org.verack.peer.testkit.chain;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.MerkleTree;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;

/**
 * Generates chains from a seed: the same seed gives the same chain, on every machine.
 *
 * <p>The blocks have real proof of work at the network's easiest target, merkle roots, heights in
 * their coinbases (<a href="https://github.com/bitcoin/bips/blob/master/bip-0034.mediawiki">BIP
 * 34</a>), witness commitments (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0141.mediawiki">BIP 141</a>), the right
 * subsidy and fees, rising times, and, as soon as coinbases are mature, transactions that spend
 * outputs of earlier blocks, some with witnesses and some without. They are valid by consensus: a
 * node that checks everything accepts them. The spent scripts ask for no key, they only have the
 * shape and size of usual ones.
 *
 * <p>Immutable; each setting makes a new value.
 *
 * {@snippet :
 * ChainGenerator generator = ChainGenerator.seeded(5).coinbaseMaturity(3).spends(2);
 * GeneratedChain chain = generator.generate(20);
 * assert chain.tipHash().equals(generator.generate(20).tipHash()); // the same on every machine
 * for (Block block : chain.blocks()) {
 *   assert ProofOfWork.isMet(block.hash(), block.header().bits(), chain.network().powLimitBits());
 * }
 * }
 */
public final class ChainGenerator {

  /** Version bits with the one for segwit (BIP 9, BIP 141), which some nodes still count. */
  private static final int BLOCK_VERSION = 0x2000_0002;

  private static final int TRANSACTION_VERSION = 2;
  private static final long FIRST_SUBSIDY = 50_0000_0000L;

  /** Regtest's; other networks have blocks too hard to mine here. */
  private static final int HALVING_INTERVAL = 150;

  private static final int COINBASE_MATURITY = 100;

  /**
   * The year 2020 begins. Genesis blocks are older; but a chain that goes on from 2011 has blocks
   * before April 2012, when by the rules of then P2SH did not hold, and some nodes still go by
   * that.
   */
  private static final long BEGINNING = 1_577_836_800L;

  private static final BigInteger HARDEST = BigInteger.valueOf(1 << 16);
  private static final Hash RESERVED = Hash.ZERO;
  private static final long LEAST_OUTPUT = 1_000;
  private static final Bytes TAG = Bytes.wrap(new byte[] {'v', 'e', 'r', 'a', 'c', 'k'});

  private final long seed;
  private final Network network;
  private final Duration spacing;
  private final int mostSpends;
  private final int maturity;
  private final int segwitFrom;

  private ChainGenerator(
      long seed, Network network, Duration spacing, int mostSpends, int maturity, int segwitFrom) {
    this.seed = seed;
    this.network = network;
    this.spacing = spacing;
    this.mostSpends = mostSpends;
    this.maturity = maturity;
    this.segwitFrom = segwitFrom;
  }

  /**
   * Begins with a chain of the network regtest, a block every ten minutes on average, with one to
   * four transactions besides the coinbase from the hundred and first block on.
   *
   * @param seed any number
   * @return the generator
   */
  public static ChainGenerator seeded(long seed) {
    return new ChainGenerator(
        seed, Networks.REGTEST, Duration.ofMinutes(10), 4, COINBASE_MATURITY, 1);
  }

  /**
   * Changes the seed.
   *
   * @param value any number
   * @return a new generator
   */
  public ChainGenerator seed(long value) {
    return new ChainGenerator(value, network, spacing, mostSpends, maturity, segwitFrom);
  }

  /**
   * Changes the network, whose first block the chain begins with.
   *
   * @param value a network whose blocks are easy to mine
   * @return a new generator
   * @throws IllegalArgumentException if they are not, or its first block is not known
   */
  public ChainGenerator network(Network value) {
    BigInteger work = ProofOfWork.work(value.powLimitBits());
    if (work.signum() == 0 || work.compareTo(HARDEST) > 0) {
      throw new IllegalArgumentException(
          "blocks of "
              + value
              + " take "
              + work
              + " hashes, which is more than a test has time for");
    }
    BlockStore.genesis(value);
    return new ChainGenerator(seed, value, spacing, mostSpends, maturity, segwitFrom);
  }

  /**
   * Changes how far apart the times of blocks are.
   *
   * @param value on average; at least 2 s
   * @return a new generator
   * @throws IllegalArgumentException if it is less
   */
  public ChainGenerator spacing(Duration value) {
    if (value.toSeconds() < 2) {
      throw new IllegalArgumentException("spacing " + value + " is less than two seconds");
    }
    return new ChainGenerator(seed, network, value, mostSpends, maturity, segwitFrom);
  }

  /**
   * Changes how many transactions a block has besides the coinbase.
   *
   * @param most at most so many and at least one, as far as there is something to spend; 0 for none
   * @return a new generator
   * @throws IllegalArgumentException if the number is negative
   */
  public ChainGenerator spends(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("spends " + most);
    }
    return new ChainGenerator(seed, network, spacing, most, maturity, segwitFrom);
  }

  /**
   * Changes how many blocks have to pass before a coinbase is spent.
   *
   * @param blocks at least 1; with less than consensus' 100 even a short chain has transactions,
   *     but a node that checks everything does not accept them
   * @return a new generator
   * @throws IllegalArgumentException if it is less
   */
  public ChainGenerator coinbaseMaturity(int blocks) {
    if (blocks < 1) {
      throw new IllegalArgumentException("coinbase maturity " + blocks);
    }
    return new ChainGenerator(seed, network, spacing, mostSpends, blocks, segwitFrom);
  }

  /**
   * Changes from which block on there are witnesses and commitments to them. Bitcoin Core has them
   * on regtest from the first block on, other nodes from a later one.
   *
   * @param height at least 1; {@link Integer#MAX_VALUE} for never
   * @return a new generator
   * @throws IllegalArgumentException if it is less
   */
  public ChainGenerator segwitFrom(int height) {
    if (height < 1) {
      throw new IllegalArgumentException("segwit from height " + height);
    }
    return new ChainGenerator(seed, network, spacing, mostSpends, maturity, height);
  }

  /** An empty pool of what a chain may spend. */
  CoinPool pool() {
    return new CoinPool(maturity);
  }

  /**
   * Generates a chain.
   *
   * @param blocks how many, not counting the network's first
   * @return the chain, whose tip has that height
   */
  public GeneratedChain generate(int blocks) {
    Block genesis = BlockStore.genesis(network);
    CoinPool coins = pool();
    coins.apply(genesis);
    return continued(List.of(genesis), List.of(), coins, blocks);
  }

  /** Adds blocks to a chain that ends in the state of the pool, which is used up. */
  GeneratedChain continued(List<Block> from, Iterable<Block> others, CoinPool coins, int blocks) {
    if (blocks < 0) {
      throw new IllegalArgumentException("blocks " + blocks);
    }
    List<Block> chain = new ArrayList<>(from);
    for (int i = 0; i < blocks; i++) {
      Block block = next(chain.get(chain.size() - 1).header(), chain.size(), coins);
      chain.add(block);
      coins.apply(block);
    }
    return new GeneratedChain(this, chain, others, coins);
  }

  Network network() {
    return network;
  }

  private Draws draws(Hash previous, long salt) {
    Draws mixed = new Draws(seed ^ previous.word(0));
    return new Draws(mixed.next() ^ salt);
  }

  private Block next(BlockHeader previous, int height, CoinPool coins) {
    Draws draws = draws(previous.hash(), 0);
    int most = Math.min(mostSpends, coins.size());
    boolean segwit = height >= segwitFrom;
    int count = most == 0 ? 0 : 1 + draws.below(most);
    List<Transaction> spends = spends(coins, count, segwit, draws);
    long fees = 0;
    for (Transaction each : spends) {
      fees += fee(each, coins);
    }
    List<Transaction> transactions = new ArrayList<>();
    long value = subsidy(height) + fees;
    if (segwit) {
      transactions.add(segwitCoinbase(height, value, spends, draws));
    } else {
      transactions.add(coinbase(height, Witness.EMPTY, coinbaseOutput(value, false, draws)));
    }
    transactions.addAll(spends);
    long seconds = spacing.toSeconds();
    long after = Math.max(previous.time(), BEGINNING);
    long time = after + Math.max(1, seconds / 2 + draws.below(seconds));
    Hash root = MerkleTree.root(transactions.stream().map(Transaction::txid).toList());
    return Block.of(mine(previous.hash(), root, time), transactions);
  }

  private BlockHeader mine(Hash previous, Hash root, long time) {
    int bits = network.powLimitBits();
    for (long nonce = 0; ; nonce++) {
      BlockHeader header = BlockHeader.of(BLOCK_VERSION, previous, root, time, bits, nonce);
      if (ProofOfWork.isMet(header.hash(), bits, bits)) {
        return header;
      }
    }
  }

  static long subsidy(int height) {
    int halvings = height / HALVING_INTERVAL;
    return halvings >= Long.SIZE ? 0 : FIRST_SUBSIDY >> halvings;
  }

  private static Transaction segwitCoinbase(
      int height, long value, List<Transaction> spends, Draws draws) {
    List<Hash> wtxids = new ArrayList<>();
    wtxids.add(Hash.ZERO);
    spends.forEach(each -> wtxids.add(each.wtxid()));
    Hash commitment = Hash.sha256d(MerkleTree.root(wtxids), RESERVED);
    // OP_RETURN, 36 bytes: the mark aa21a9ed and the commitment (BIP 141)
    byte[] commit = new byte[38];
    Bytes.ofHex("6a24aa21a9ed").copyTo(commit, 0);
    commitment.write(commit, 6);
    return coinbase(
        height,
        Witness.of(Bytes.wrap(RESERVED.toArray())),
        coinbaseOutput(value, true, draws),
        new TxOut(0, Bytes.wrap(commit)));
  }

  private static TxOut coinbaseOutput(long value, boolean segwit, Draws draws) {
    return new TxOut(value, Spendable.ourScript(segwit, draws));
  }

  private static Transaction coinbase(int height, Witness witness, TxOut... outputs) {
    byte[] push = pushOf(height);
    byte[] script = new byte[push.length + 1 + TAG.length()];
    System.arraycopy(push, 0, script, 0, push.length);
    script[push.length] = (byte) TAG.length();
    TAG.copyTo(script, push.length + 1);
    TxIn input = new TxIn(OutPoint.NONE, Bytes.wrap(script), TxIn.FINAL_SEQUENCE, witness);
    return Transaction.of(TRANSACTION_VERSION, List.of(input), List.of(outputs), 0);
  }

  /** Pushes a height as scripts write numbers: shortest form, low byte first (BIP 34). */
  static byte[] pushOf(int height) {
    if (height >= 1 && height <= 16) {
      return new byte[] {(byte) (0x50 + height)};
    }
    // One bit more than the number needs: the highest one is a sign.
    int length = (Integer.SIZE - Integer.numberOfLeadingZeros(height)) / 8 + 1;
    byte[] push = new byte[1 + length];
    push[0] = (byte) length;
    for (int i = 0; i < length; i++) {
      push[1 + i] = (byte) ((long) height >>> (8 * i));
    }
    return push;
  }

  /** Makes transactions that no block has, for a chain that ends in the state of the pool. */
  List<Transaction> unconfirmed(Hash tip, int height, CoinPool coins, int count) {
    return spends(coins, count, height >= segwitFrom, draws(tip, 1));
  }

  private static List<Transaction> spends(CoinPool coins, int count, boolean segwit, Draws draws) {
    List<Transaction> transactions = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < count && used.size() < coins.size(); i++) {
      List<Spendable> from = new ArrayList<>();
      int inputs = 1 + draws.below(2);
      for (int j = 0; j < inputs && used.size() < coins.size(); j++) {
        int index = draws.below(coins.size());
        while (!used.add(index)) {
          index = (index + 1) % coins.size();
        }
        from.add(coins.get(index));
      }
      transactions.add(spend(from, segwit, draws));
    }
    return transactions;
  }

  private static Transaction spend(List<Spendable> from, boolean segwit, Draws draws) {
    long value = from.stream().mapToLong(Spendable::value).sum();
    long left = value - Math.min(value / 10, 200 + draws.below(2_000));
    int count = 1 + draws.below(3);
    List<TxOut> outputs = new ArrayList<>();
    for (int i = 1; i < count && left > 2 * LEAST_OUTPUT; i++) {
      long part = LEAST_OUTPUT + draws.below(left - 2 * LEAST_OUTPUT);
      outputs.add(new TxOut(part, Spendable.anyScript(segwit, draws)));
      left -= part;
    }
    outputs.add(new TxOut(left, Spendable.ourScript(segwit, draws)));
    List<TxIn> inputs = from.stream().map(coin -> coin.spend(draws)).toList();
    return Transaction.of(TRANSACTION_VERSION, inputs, outputs, 0);
  }

  private static long fee(Transaction transaction, CoinPool coins) {
    long fee = 0;
    for (TxIn input : transaction.inputs()) {
      fee += coins.value(input.previousOutput());
    }
    for (TxOut output : transaction.outputs()) {
      fee -= output.value();
    }
    return fee;
  }
}
