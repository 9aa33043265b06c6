package org.verack.peer.testkit.arbitrary;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;

/** Blocks, transactions and their parts. */
final class ChainArbitraries {

  private static final int LONGEST_SCRIPT = 520;
  private static final int LARGEST_TREE = 20;

  static final Arbitrary<BlockHeader> HEADERS =
      Combinators.combine(
              Arbitraries.integers(),
              Basics.HASHES,
              Basics.HASHES,
              Basics.u32(),
              Arbitraries.integers(),
              Basics.u32())
          .as(BlockHeader::of);

  static final Arbitrary<OutPoint> OUT_POINTS =
      Combinators.combine(Basics.HASHES, Basics.u32())
          .as(OutPoint::new)
          .edgeCases(edges -> edges.add(OutPoint.NONE));

  private static final Arbitrary<Bytes> SCRIPTS =
      Basics.bytes(0, LONGEST_SCRIPT).edgeCases(edges -> edges.includeOnly(Bytes.EMPTY));

  // A list of hundreds is made of small things, or blocks would have many megabytes.
  private static final Arbitrary<Bytes> SMALL_SCRIPTS = Basics.shortBytes(0, LONGEST_SCRIPT);

  static final Arbitrary<Witness> WITNESSES = Basics.list(SCRIPTS, SMALL_SCRIPTS).map(Witness::new);

  static final Arbitrary<TxOut> OUTPUTS = outputs(SCRIPTS);

  private static final Arbitrary<TxOut> SMALL_OUTPUTS = outputs(SMALL_SCRIPTS);

  private static final Arbitrary<TxIn> PLAIN_INPUTS =
      Combinators.combine(OUT_POINTS, SCRIPTS, Basics.u32()).as(TxIn::new);

  private static final Arbitrary<TxIn> SMALL_PLAIN_INPUTS =
      Combinators.combine(OUT_POINTS, SMALL_SCRIPTS, Basics.u32()).as(TxIn::new);

  static final Arbitrary<TxIn> INPUTS =
      Combinators.combine(OUT_POINTS, SCRIPTS, Basics.u32(), WITNESSES).as(TxIn::new);

  private static final Arbitrary<TxIn> SMALL_INPUTS =
      Combinators.combine(
              OUT_POINTS,
              SMALL_SCRIPTS,
              Basics.u32(),
              SMALL_SCRIPTS.list().ofMaxSize(2).map(Witness::new))
          .as(TxIn::new);

  private static final Arbitrary<TxIn> COINBASE_INPUTS =
      Combinators.combine(Basics.bytes(2, 100), Basics.u32(), Basics.HASHES)
          .as(
              (script, sequence, reserved) ->
                  new TxIn(
                      OutPoint.NONE, script, sequence, Witness.of(Bytes.wrap(reserved.toArray()))));

  private static final Arbitrary<Transaction> WITNESS_TRANSACTIONS =
      Arbitraries.oneOf(
          transactions(
              atLeastOne(
                  Arbitraries.oneOf(PLAIN_INPUTS, INPUTS),
                  Arbitraries.oneOf(SMALL_PLAIN_INPUTS, SMALL_INPUTS))),
          transactions(atLeastOne(PLAIN_INPUTS, SMALL_PLAIN_INPUTS)),
          transactions(COINBASE_INPUTS.map(List::of)));

  private static final Arbitrary<Transaction> BASE_TRANSACTIONS =
      Arbitraries.frequencyOf(
          Tuple.of(8, transactions(Basics.list(PLAIN_INPUTS, SMALL_PLAIN_INPUTS))),
          Tuple.of(
              1, transactions(COINBASE_INPUTS.map(ChainArbitraries::withoutWitness).map(List::of))),
          Tuple.of(1, transactions(Arbitraries.just(List.of()))));

  private static final Arbitrary<Transaction> SMALL_WITNESS_TRANSACTIONS =
      smallTransactions(SMALL_INPUTS.list().ofSize(1));

  private static final Arbitrary<Transaction> SMALL_BASE_TRANSACTIONS =
      smallTransactions(SMALL_PLAIN_INPUTS.list().ofMaxSize(1));

  private static final Arbitrary<Block> WITNESS_BLOCKS =
      blocks(Basics.list(WITNESS_TRANSACTIONS, SMALL_WITNESS_TRANSACTIONS));

  private static final Arbitrary<Block> BASE_BLOCKS =
      blocks(Basics.list(BASE_TRANSACTIONS, SMALL_BASE_TRANSACTIONS));

  /** Trees that prove what they say; random ones would prove nothing. */
  static final Arbitrary<PartialMerkleTree> TREES =
      Combinators.combine(
              Basics.HASHES.list().ofMinSize(1).ofMaxSize(LARGEST_TREE), Arbitraries.longs())
          .as((txids, wanted) -> PartialMerkleTree.of(txids, BitSet.valueOf(new long[] {wanted})));

  private ChainArbitraries() {}

  /**
   * Transactions that are read back equal in a format. With witnesses there is at least one input,
   * because a reader would take a count of zero for the marker.
   */
  static Arbitrary<Transaction> transactions(WireFormat format) {
    return format.witness() ? WITNESS_TRANSACTIONS : BASE_TRANSACTIONS;
  }

  /** Transactions as {@link #transactions(WireFormat)}, for long lists. */
  static Arbitrary<Transaction> smallTransactions(WireFormat format) {
    return format.witness() ? SMALL_WITNESS_TRANSACTIONS : SMALL_BASE_TRANSACTIONS;
  }

  /** Blocks that are read back equal in a format. */
  static Arbitrary<Block> blocks(WireFormat format) {
    return format.witness() ? WITNESS_BLOCKS : BASE_BLOCKS;
  }

  private static TxIn withoutWitness(TxIn input) {
    return new TxIn(input.previousOutput(), input.script(), input.sequence());
  }

  private static Arbitrary<TxOut> outputs(Arbitrary<Bytes> scripts) {
    return Combinators.combine(Arbitraries.longs(), scripts).as(TxOut::new);
  }

  private static Arbitrary<List<TxIn>> atLeastOne(Arbitrary<TxIn> inputs, Arbitrary<TxIn> small) {
    return Combinators.combine(inputs, Basics.list(inputs, small))
        .as(
            (first, rest) -> {
              List<TxIn> all = new ArrayList<>(rest);
              if (all.isEmpty()) {
                all.add(first);
              }
              return all;
            });
  }

  private static Arbitrary<Transaction> transactions(Arbitrary<List<TxIn>> inputs) {
    return transactions(inputs, Basics.list(OUTPUTS, SMALL_OUTPUTS));
  }

  private static Arbitrary<Transaction> smallTransactions(Arbitrary<List<TxIn>> inputs) {
    return transactions(inputs, SMALL_OUTPUTS.list().ofMaxSize(1));
  }

  private static Arbitrary<Transaction> transactions(
      Arbitrary<List<TxIn>> inputs, Arbitrary<List<TxOut>> outputs) {
    Arbitrary<Integer> versions =
        Arbitraries.oneOf(Arbitraries.of(1, 2, 3), Arbitraries.integers());
    return Combinators.combine(versions, inputs, outputs, Basics.u32())
        .as(Transaction::of)
        .withoutEdgeCases();
  }

  private static Arbitrary<Block> blocks(Arbitrary<List<Transaction>> transactions) {
    return Combinators.combine(HEADERS, transactions).as(Block::of).withoutEdgeCases();
  }

  /** Merkle roots and the like: never more than a look at them. */
  static Arbitrary<List<Hash>> hashes(int most, int sane) {
    return Basics.list(Basics.HASHES, most, sane);
  }
}
