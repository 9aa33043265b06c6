package org.verack.peer.testkit.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
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

  /** What the coinbases of one block created. */
  private record Immature(int height, List<Spendable> coins) {}

  private final int maturity;
  private final List<Spendable> coins;
  private final ArrayDeque<Immature> immature;
  private int height;

  CoinPool(int maturity) {
    this(maturity, List.of(), List.of(), -1);
  }

  private CoinPool(
      int maturity, Collection<Spendable> coins, Collection<Immature> immature, int height) {
    this.maturity = maturity;
    this.coins = new ArrayList<>(coins);
    this.immature = new ArrayDeque<>(immature);
    this.height = height;
  }

  CoinPool copy() {
    return new CoinPool(maturity, coins, immature, height);
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

  /** Takes in the next block. */
  void apply(Block block) {
    height++;
    Set<OutPoint> spent = new HashSet<>();
    List<Spendable> created = new ArrayList<>();
    for (Transaction transaction : block.transactions()) {
      for (TxIn input : transaction.inputs()) {
        spent.add(input.previousOutput());
      }
      if (transaction.isCoinbase()) {
        List<Spendable> minted = new ArrayList<>();
        collect(transaction, minted);
        immature.add(new Immature(height, minted));
      } else {
        collect(transaction, created);
      }
    }
    coins.removeIf(coin -> spent.contains(coin.outPoint()));
    coins.addAll(created);
    while (!immature.isEmpty() && height + 1 - immature.element().height() >= maturity) {
      coins.addAll(immature.remove().coins());
    }
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
