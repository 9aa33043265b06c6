package org.verack.wire.compact;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.GetBlockTxn;

/**
 * What becomes of a compact block when the transactions are looked for that it names (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>).
 *
 * {@snippet :
 * CmpctBlock compact = CompactBlocks.build(block, 7); // received from a peer
 * List<Transaction> mempool = block.transactions().subList(1, 4); // one is missing
 *
 * String next =
 *     switch (Reconstruction.of(compact, ShortIds.WITNESS, mempool)) {
 *       case Reconstruction.Complete complete -> "take " + complete.block().hash();
 *       case Reconstruction.NeedsTransactions needs -> "ask for " + needs.request().indexes();
 *       case Reconstruction.Failed failed -> "fetch the whole block";
 *       case Reconstruction.Invalid invalid -> "end the connection: " + invalid.why();
 *     };
 * assert next.equals("ask for [4]");
 * }
 *
 * <p>Before a reconstruction is begun, the header is to be checked: that it has its proof of work,
 * and belongs to a chain that is wanted. Without that, short ids can be chosen freely.
 *
 * <p>All results are immutable and safe for use from any thread.
 */
public sealed interface Reconstruction {

  /**
   * Begins with all transactions that one has. It stops early once every place is taken, as Bitcoin
   * Core does.
   *
   * @param block the compact block
   * @param version {@link ShortIds#WITNESS} or {@link ShortIds#BASE}, as it was negotiated
   * @param transactions the transactions, in any order
   * @return the result
   * @throws IllegalArgumentException if there is no such version
   */
  static Reconstruction of(CmpctBlock block, int version, Iterable<Transaction> transactions) {
    return Assembly.begin(
        block, version, assembly -> assembly.offerAll(transactions, ShortIds.of(block, version)));
  }

  /**
   * Begins with a lookup, for a program that keeps its transactions by short id or asks for them
   * elsewhere. Short ids differ from one compact block to the next; {@link ShortIds} computes them.
   *
   * @param block the compact block
   * @param version {@link ShortIds#WITNESS} or {@link ShortIds#BASE}, as it was negotiated
   * @param lookup gives all transactions with a short id: none, one, or several, and then the one
   *     that is meant is not known and has to be asked for. Asked once for each short id
   * @return the result
   * @throws IllegalArgumentException if there is no such version
   */
  static Reconstruction of(
      CmpctBlock block, int version, LongFunction<? extends Collection<Transaction>> lookup) {
    return Assembly.begin(block, version, assembly -> assembly.lookUp(block, lookup));
  }

  /**
   * The block is whole. Its merkle root is that of its header, and with version 2 its witnesses are
   * those that its coinbase commits to; everything else about it is to be validated.
   *
   * @param block the block
   */
  record Complete(Block block) implements Reconstruction {

    /** Checks that there is a block. */
    public Complete {
      Objects.requireNonNull(block, "block");
    }
  }

  /**
   * Transactions are missing, and the sender of the compact block has to be asked for them.
   *
   * <p>Nothing that is done with it changes it: an answer can be tried, and another one after it.
   */
  final class NeedsTransactions implements Reconstruction {

    private final Assembly assembly;
    private final Hash block;
    private final List<Integer> indexes;

    NeedsTransactions(Assembly assembly, Hash block, List<Integer> indexes) {
      this.assembly = assembly;
      this.block = block;
      this.indexes = List.copyOf(indexes);
    }

    /**
     * Returns which transactions are missing.
     *
     * @return their positions in the block, rising
     */
    public List<Integer> indexes() {
      return indexes;
    }

    /**
     * Makes the message that asks for them.
     *
     * @return the message
     */
    public GetBlockTxn request() {
      return new GetBlockTxn(block, indexes);
    }

    /**
     * Takes the answer.
     *
     * @param answer the answer of the peer that was asked
     * @return {@link Complete}, {@link Failed}, or {@link Invalid} if there are not as many
     *     transactions as were asked for. An answer about another block changes nothing and gives
     *     this same object, because Bitcoin Core ignores it
     */
    public Reconstruction fill(BlockTxn answer) {
      return answer.block().equals(block) ? assembly.fill(indexes, answer.transactions()) : this;
    }

    @Override
    public String toString() {
      return "block " + block + " needs " + indexes.size() + " transactions";
    }
  }

  /**
   * The block cannot be had this way. Nobody is to blame: short ids collide by chance. It has to be
   * fetched whole.
   *
   * @param why the reason, one line
   */
  record Failed(String why) implements Reconstruction {}

  /**
   * The peer sent what no honest peer sends. Bitcoin Core punishes it; only a peer that had
   * promised high bandwidth may relay a block before it has validated its transactions, but never
   * this.
   *
   * @param why the reason, one line
   */
  record Invalid(String why) implements Reconstruction {}
}
