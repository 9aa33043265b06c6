package org.verack.peer.testkit.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;

/**
 * Outputs of a chain that its next block may spend. It follows from the blocks alone, so that a
 * chain that is continued or branches off spends the same as one that was generated in one go.
 */
final class CoinPool {

  /** Older outputs are forgotten, so that a long chain costs no more per block than a short one. */
  private static final int MAX_SIZE = 400;

  private static final long LEAST_VALUE = 5_000;

  private final List<Spendable> coins;

  CoinPool() {
    this(List.of());
  }

  private CoinPool(List<Spendable> coins) {
    this.coins = new ArrayList<>(coins);
  }

  CoinPool copy() {
    return new CoinPool(coins);
  }

  int size() {
    return coins.size();
  }

  Spendable get(int index) {
    return coins.get(index);
  }

  /** Returns the amount of an output that is here. */
  long value(OutPoint outPoint) {
    for (Spendable coin : coins) {
      if (coin.outPoint().equals(outPoint)) {
        return coin.value();
      }
    }
    throw new IllegalArgumentException("not here: " + outPoint);
  }

  void apply(Block block) {
    Set<OutPoint> spent = new HashSet<>();
    List<Spendable> created = new ArrayList<>();
    for (Transaction transaction : block.transactions()) {
      for (TxIn input : transaction.inputs()) {
        spent.add(input.previousOutput());
      }
      collect(transaction, created);
    }
    coins.removeIf(coin -> spent.contains(coin.outPoint()));
    coins.addAll(created);
    if (coins.size() > MAX_SIZE) {
      coins.subList(0, coins.size() - MAX_SIZE).clear();
    }
  }

  private static void collect(Transaction transaction, List<Spendable> created) {
    Hash txid = transaction.txid();
    List<TxOut> outputs = transaction.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      Spendable coin = Spendable.of(new OutPoint(txid, i), outputs.get(i));
      if (coin != null && coin.value() >= LEAST_VALUE) {
        created.add(coin);
      }
    }
  }
}
