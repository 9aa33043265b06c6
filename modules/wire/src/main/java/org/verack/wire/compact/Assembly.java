package org.verack.wire.compact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.verack.wire.EncodeException;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.PrefilledTransaction;

/**
 * The places of a block and the transactions that have been found for them. Changed only before it
 * is handed out in a {@link Reconstruction}.
 *
 * <p>Places are found by short id in a sorted array. Bitcoin Core takes a hash table and gives up
 * when one of its buckets holds more than twelve ids, lest a peer slow it down with ids that it
 * chose; the search here takes as long for any ids, so that rule is not needed.
 */
final class Assembly {

  private static final int INDEX_BITS = 16;

  private final BlockHeader header;
  private final int version;
  private final @Nullable Transaction[] found;

  /** Short ids in the upper 48 bits, the places they stand for in the lower 16; sorted. */
  private final long[] wanted;

  /** For each of them whether two transactions had it; then it is not known which one is meant. */
  private final boolean[] ambiguous;

  private int missing;

  private Assembly(CmpctBlock block, int version) {
    this.header = block.header();
    this.version = version;
    this.found = new @Nullable Transaction[block.transactionCount()];
    this.wanted = new long[block.shortIdCount()];
    this.ambiguous = new boolean[wanted.length];
    this.missing = wanted.length;
  }

  static Reconstruction begin(CmpctBlock block, int version, Consumer<Assembly> search) {
    if (block.header().bits() == 0) {
      return new Reconstruction.Invalid("a header without a target");
    }
    int count = block.transactionCount();
    if (count == 0) {
      return new Reconstruction.Invalid("a block without transactions");
    }
    if (count > CmpctBlock.MAX_TRANSACTIONS) {
      return new Reconstruction.Invalid(
          count + " transactions, limit " + CmpctBlock.MAX_TRANSACTIONS);
    }
    for (PrefilledTransaction each : block.prefilled()) {
      if (each.index() >= count) {
        return new Reconstruction.Invalid("prefilled transaction " + each.index() + " of " + count);
      }
    }
    Assembly assembly = new Assembly(block, version);
    if (!assembly.place(block)) {
      return new Reconstruction.Failed("two transactions of the block have the same short id");
    }
    search.accept(assembly);
    return assembly.result(block);
  }

  /** Puts the whole transactions to their places and sorts the ids of the others. */
  private boolean place(CmpctBlock block) {
    for (PrefilledTransaction each : block.prefilled()) {
      found[each.index()] = each.transaction();
    }
    int id = 0;
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null) {
        wanted[id] = block.shortId(id) << INDEX_BITS | i;
        id++;
      }
    }
    Arrays.sort(wanted);
    for (int i = 1; i < wanted.length; i++) {
      if (wanted[i] >>> INDEX_BITS == wanted[i - 1] >>> INDEX_BITS) {
        return false;
      }
    }
    return true;
  }

  void offerAll(Iterable<Transaction> transactions, ShortIds ids) {
    for (Transaction each : transactions) {
      if (missing == 0) {
        return;
      }
      offer(ids.of(each), each);
    }
  }

  void lookUp(CmpctBlock block, LongFunction<? extends Collection<Transaction>> lookup) {
    for (int i = 0; i < block.shortIdCount(); i++) {
      long id = block.shortId(i);
      for (Transaction each : lookup.apply(id)) {
        offer(id, each);
      }
    }
  }

  private void offer(long id, Transaction transaction) {
    int at = search(id);
    if (at < 0 || ambiguous[at]) {
      return;
    }
    int index = (int) wanted[at] & (1 << INDEX_BITS) - 1;
    Transaction before = found[index];
    if (before == null) {
      found[index] = transaction;
      missing--;
    } else if (!before.wtxid().equals(transaction.wtxid())) {
      found[index] = null;
      ambiguous[at] = true;
      missing++;
    }
  }

  /** Returns where an id is among those wanted, or -1. */
  private int search(long id) {
    // An entry with this id is the first that is not below the id with place zero.
    int at = Arrays.binarySearch(wanted, id << INDEX_BITS);
    int candidate = at < 0 ? -at - 1 : at;
    boolean there = candidate < wanted.length && wanted[candidate] >>> INDEX_BITS == id;
    return there ? candidate : -1;
  }

  private Reconstruction result(CmpctBlock block) {
    if (missing == 0) {
      return complete(found);
    }
    List<Integer> indexes = new ArrayList<>(missing);
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null) {
        indexes.add(i);
      }
    }
    return new Reconstruction.NeedsTransactions(this, block.header().hash(), indexes);
  }

  Reconstruction fill(List<Integer> indexes, List<Transaction> transactions) {
    if (transactions.size() != indexes.size()) {
      return new Reconstruction.Invalid(
          transactions.size() + " transactions instead of the " + indexes.size() + " asked for");
    }
    @Nullable Transaction[] all = found.clone();
    for (int i = 0; i < indexes.size(); i++) {
      all[indexes.get(i)] = transactions.get(i);
    }
    return complete(all);
  }

  private Reconstruction complete(@Nullable Transaction[] all) {
    List<Transaction> transactions = new ArrayList<>(all.length);
    for (Transaction each : all) {
      if (each == null) {
        throw new AssertionError("complete, and yet a transaction is missing");
      }
      transactions.add(CompactBlocks.inForm(each, version));
    }
    Block block;
    try {
      block = Block.of(header, transactions);
    } catch (EncodeException e) {
      // Too large, or not to be read back: not the block that the header is of.
      return new Reconstruction.Failed("the transactions found make no block: " + e.getMessage());
    }
    // A transaction with another one's short id may have taken its place.
    if (!block.hasValidMerkleRoot()) {
      return new Reconstruction.Failed("the transactions found do not have the merkle root");
    }
    if (version == ShortIds.WITNESS && !block.hasValidWitnessCommitment()) {
      return new Reconstruction.Failed("the witnesses found are not those committed to");
    }
    return new Reconstruction.Complete(block);
  }
}
