package org.verack.peer.testkit.node;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.verack.peer.testkit.chain.ChainSource;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;

/** How a node behaves at present. Only the number of answers that it still gives changes. */
final class Conduct {

  /** What is to be done about an answer. */
  enum Answer {
    GIVE,
    GIVE_AND_FALL_SILENT,
    NONE
  }

  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final List<Misbehaviour> all;

  /** Whether the node falls silent when it has no answers left, or only answers no more. */
  private final boolean stalls;

  private final AtomicInteger answersLeft;

  Conduct(List<Misbehaviour> all) {
    this.all = List.copyOf(all);
    int ignoreAfter = UNLIMITED;
    int stallAfter = UNLIMITED;
    for (Misbehaviour each : this.all) {
      switch (each) {
        case Misbehaviour.Ignore(int answers) -> ignoreAfter = Math.min(ignoreAfter, answers);
        case Misbehaviour.Stall(int answers) -> stallAfter = Math.min(stallAfter, answers);
        default -> {}
      }
    }
    stalls = stallAfter <= ignoreAfter && stallAfter != UNLIMITED;
    answersLeft = new AtomicInteger(Math.min(ignoreAfter, stallAfter));
  }

  /** Whether it says nothing at all from the beginning. */
  boolean isSilent() {
    return stalls && answersLeft.get() == 0;
  }

  /** Takes one of the answers that may still be given. */
  Answer takeAnswer() {
    int before = answersLeft.getAndUpdate(left -> left == UNLIMITED || left == 0 ? left : left - 1);
    return switch (before) {
      case 0 -> Answer.NONE;
      case 1 -> stalls ? Answer.GIVE_AND_FALL_SILENT : Answer.GIVE;
      default -> Answer.GIVE;
    };
  }

  boolean withholds(Hash hash) {
    return all.stream()
        .anyMatch(each -> each instanceof Misbehaviour.Withhold(var which) && which.test(hash));
  }

  boolean withholds(Transaction transaction) {
    return withholds(transaction.txid()) || withholds(transaction.wtxid());
  }

  /** The chain that it pretends to have. */
  ChainSource served(ChainSource truth) {
    OptionalInt from =
        all.stream()
            .filter(Misbehaviour.LieAboutWork.class::isInstance)
            .mapToInt(each -> ((Misbehaviour.LieAboutWork) each).fromHeight())
            .min();
    return from.isPresent() ? new LyingChain(truth, from.getAsInt()) : truth;
  }

  /** The block as it gives it away. */
  Block given(Block block, ChainSource chain) {
    OptionalInt height = chain.height(block.hash());
    boolean change =
        height.isPresent()
            && all.stream()
                .anyMatch(
                    each ->
                        each instanceof Misbehaviour.InvalidMerkleRoot(int from)
                            && height.getAsInt() >= from);
    return change ? withLastTransactionChanged(block) : block;
  }

  private static Block withLastTransactionChanged(Block block) {
    List<Transaction> transactions = new ArrayList<>(block.transactions());
    Transaction last = transactions.removeLast();
    transactions.add(
        Transaction.of(last.version(), last.inputs(), last.outputs(), last.lockTime() ^ 1));
    return Block.of(block.header(), transactions);
  }

  List<Misbehaviour.Flood> floods() {
    return all.stream()
        .filter(Misbehaviour.Flood.class::isInstance)
        .map(Misbehaviour.Flood.class::cast)
        .toList();
  }
}
