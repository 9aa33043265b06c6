package org.verack.wire.decred.arbitrary;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.chain.OutPoint;
import org.verack.wire.decred.chain.Serialization;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.decred.chain.TxIn;
import org.verack.wire.decred.chain.TxOut;

/** Headers, transactions and blocks. */
final class ChainArbitraries {

  private static final int LONGEST_SCRIPT = 10_000;
  private static final int SANE_TRANSACTIONS = 256;
  private static final int MANY = 100;

  static final Arbitrary<BlockHeader> HEADERS = Basics.fixed(BlockHeader.SIZE).map(BlockHeader::of);

  static final Arbitrary<OutPoint> OUT_POINTS =
      Arbitraries.frequencyOf(
          Tuple.of(1, Arbitraries.just(OutPoint.NONE)),
          Tuple.of(
              9,
              Combinators.combine(
                      Basics.HASHES,
                      Basics.u32(),
                      Arbitraries.oneOf(
                          Arbitraries.of(OutPoint.REGULAR, OutPoint.STAKE),
                          Arbitraries.integers().between(-128, 127)))
                  .as(OutPoint::new)));

  static final Arbitrary<TxOut> OUTPUTS =
      Combinators.combine(Arbitraries.longs(), Basics.u16(), Basics.bytes(LONGEST_SCRIPT))
          .as(TxOut::new);

  static final Arbitrary<TxIn> INPUTS =
      Combinators.combine(
              OUT_POINTS,
              Basics.u32(),
              Arbitraries.longs(),
              Basics.u32(),
              Basics.u32(),
              Basics.bytes(LONGEST_SCRIPT))
          .as(TxIn::new);

  static final Arbitrary<Transaction> TRANSACTIONS =
      Combinators.combine(
              Arbitraries.frequencyOf(
                  Tuple.of(4, Arbitraries.just(Serialization.FULL)),
                  Tuple.of(1, Arbitraries.just(Serialization.NO_WITNESS)),
                  Tuple.of(1, Arbitraries.just(Serialization.ONLY_WITNESS))),
              Basics.u16(),
              Basics.list(INPUTS, Integer.MAX_VALUE, 253),
              Basics.list(OUTPUTS, Integer.MAX_VALUE, 253),
              Basics.u32(),
              Basics.u32())
          .as(ChainArbitraries::transaction);

  static final Arbitrary<Block> BLOCKS =
      Combinators.combine(HEADERS, trees(), trees()).as(ChainArbitraries::block);

  private ChainArbitraries() {}

  private static Arbitrary<List<Transaction>> trees() {
    return Basics.list(TRANSACTIONS, Block.MAX_TRANSACTIONS, SANE_TRANSACTIONS);
  }

  private static Transaction transaction(
      Serialization serialization,
      int version,
      List<TxIn> inputs,
      List<TxOut> outputs,
      long lockTime,
      long expiry) {
    List<TxIn> spent = inputs.stream().map(input -> written(serialization, input)).toList();
    // Many parts with the longest of scripts would be longer than a message may be.
    if (spent.size() > MANY) {
      spent = spent.stream().map(ChainArbitraries::shortened).toList();
    }
    if (serialization == Serialization.ONLY_WITNESS) {
      return Transaction.of(serialization, version, spent, List.of(), 0, 0);
    }
    List<TxOut> made =
        outputs.size() > MANY
            ? outputs.stream().map(ChainArbitraries::shortened).toList()
            : outputs;
    return Transaction.of(serialization, version, spent, made, lockTime, expiry);
  }

  /** An input without what a serialisation leaves out. */
  private static TxIn written(Serialization serialization, TxIn input) {
    return switch (serialization) {
      case FULL -> input;
      case NO_WITNESS -> new TxIn(input.previousOutput(), input.sequence(), 0, 0, 0, Bytes.EMPTY);
      case ONLY_WITNESS ->
          new TxIn(
              new OutPoint(Hash.ZERO, 0, 0),
              0,
              input.value(),
              input.blockHeight(),
              input.blockIndex(),
              input.script());
    };
  }

  private static TxIn shortened(TxIn input) {
    return input.script().length() <= 256
        ? input
        : new TxIn(
            input.previousOutput(),
            input.sequence(),
            input.value(),
            input.blockHeight(),
            input.blockIndex(),
            Bytes.EMPTY);
  }

  private static TxOut shortened(TxOut output) {
    return output.script().length() <= 256
        ? output
        : new TxOut(output.value(), output.version(), Bytes.EMPTY);
  }

  private static Block block(
      BlockHeader header, List<Transaction> regular, List<Transaction> stake) {
    return Block.of(header, fitting(regular), fitting(stake));
  }

  private static List<Transaction> fitting(List<Transaction> transactions) {
    long size = transactions.stream().mapToLong(Transaction::size).sum();
    return size > 400_000 ? List.of() : transactions;
  }
}
