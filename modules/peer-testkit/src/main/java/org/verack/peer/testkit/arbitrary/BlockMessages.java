package org.verack.peer.testkit.arbitrary;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.verack.wire.Bytes;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterClear;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetBlockTxn;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.PrefilledTransaction;

/** Blocks and transactions, whole, compact and filtered. */
final class BlockMessages {

  private static final int SANE_COUNT = 300;
  private static final int LARGEST_INDEX = 0xffff;

  /** Distances between places in a block; a CompactSize on the wire, like a count. */
  private static final Arbitrary<Integer> GAPS =
      Arbitraries.frequencyOf(
          Tuple.of(8, Arbitraries.integers().between(0, 20)),
          Tuple.of(1, Arbitraries.of(Basics.COMPACT_SIZE_EDGES)),
          Tuple.of(1, Arbitraries.integers().between(0, LARGEST_INDEX)));

  private BlockMessages() {}

  static List<MessageGenerator<?>> all() {
    int compact = ProtocolVersion.COMPACT_BLOCKS;
    int bloom = ProtocolVersion.BLOOM;
    return List.of(
        new MessageGenerator<>(Block.class, 0, ChainArbitraries::blocks),
        new MessageGenerator<>(Transaction.class, 0, ChainArbitraries::transactions),
        MessageGenerator.same(FilterLoad.class, bloom, filterLoads()),
        MessageGenerator.same(
            FilterAdd.class, bloom, Basics.bytes(0, FilterAdd.MAX_ELEMENT).map(FilterAdd::new)),
        MessageGenerator.constant(FilterClear.class, bloom, FilterClear.INSTANCE),
        MessageGenerator.same(MerkleBlock.class, bloom, merkleBlocks()),
        new MessageGenerator<>(CmpctBlock.class, compact, BlockMessages::cmpctBlocks),
        MessageGenerator.same(GetBlockTxn.class, compact, getBlockTxns()),
        new MessageGenerator<>(BlockTxn.class, compact, BlockMessages::blockTxns));
  }

  private static Arbitrary<FilterLoad> filterLoads() {
    return Combinators.combine(
            Basics.bytes(0, FilterLoad.MAX_FILTER),
            Arbitraries.longs().between(0, FilterLoad.MAX_HASH_FUNCTIONS),
            Basics.u32(),
            Basics.u8())
        .as(FilterLoad::new)
        .withoutEdgeCases();
  }

  private static Arbitrary<MerkleBlock> merkleBlocks() {
    Arbitrary<MerkleBlock> proofs =
        Combinators.combine(ChainArbitraries.HEADERS, ChainArbitraries.TREES).as(MerkleBlock::of);
    Arbitrary<MerkleBlock> anything =
        Combinators.combine(
                ChainArbitraries.HEADERS,
                Basics.u32(),
                ChainArbitraries.hashes(MerkleBlock.MAX_HASHES, SANE_COUNT),
                Basics.bytes(0, MerkleBlock.MAX_FLAGS))
            .as(MerkleBlock::new);
    return Arbitraries.oneOf(proofs, anything).withoutEdgeCases();
  }

  private static Arbitrary<CmpctBlock> cmpctBlocks(WireFormat format) {
    Arbitrary<Bytes> shortIds =
        Basics.list(
                Basics.bytes(CmpctBlock.SHORT_ID_LENGTH, CmpctBlock.SHORT_ID_LENGTH),
                CmpctBlock.MAX_TRANSACTIONS,
                SANE_COUNT)
            .map(BlockMessages::joined);
    Arbitrary<List<PrefilledTransaction>> prefilled =
        Basics.list(
                placed(ChainArbitraries.transactions(format)),
                placed(ChainArbitraries.smallTransactions(format)))
            .map(BlockMessages::prefilled);
    return Combinators.combine(ChainArbitraries.HEADERS, Arbitraries.longs(), shortIds, prefilled)
        .as(CmpctBlock::new)
        .withoutEdgeCases();
  }

  private static Arbitrary<Placed> placed(Arbitrary<Transaction> transactions) {
    return Combinators.combine(GAPS, transactions).as(Placed::new);
  }

  private record Placed(int gap, Transaction transaction) {}

  private static List<PrefilledTransaction> prefilled(List<Placed> transactions) {
    List<Integer> places = rising(transactions.stream().map(Placed::gap).toList());
    List<PrefilledTransaction> list = new ArrayList<>(places.size());
    for (int i = 0; i < places.size(); i++) {
      list.add(new PrefilledTransaction(places.get(i), transactions.get(i).transaction));
    }
    return list;
  }

  private static Bytes joined(List<Bytes> ids) {
    byte[] all = new byte[ids.size() * CmpctBlock.SHORT_ID_LENGTH];
    for (int i = 0; i < ids.size(); i++) {
      ids.get(i).copyTo(all, i * CmpctBlock.SHORT_ID_LENGTH);
    }
    return Bytes.wrap(all);
  }

  private static Arbitrary<GetBlockTxn> getBlockTxns() {
    Arbitrary<List<Integer>> places =
        Arbitraries.frequencyOf(
                Tuple.of(10, Basics.list(GAPS, LARGEST_INDEX + 1, SANE_COUNT)),
                Tuple.of(1, Basics.list(Arbitraries.just(0), LARGEST_INDEX + 1, 1 << 17)))
            .map(BlockMessages::rising);
    return Combinators.combine(Basics.HASHES, places).as(GetBlockTxn::new).withoutEdgeCases();
  }

  /** Turns distances into places; what would be behind the last place is left out. */
  private static List<Integer> rising(List<Integer> gaps) {
    List<Integer> places = new ArrayList<>(gaps.size());
    int place = -1;
    for (int gap : gaps) {
      place += 1 + gap;
      if (place > LARGEST_INDEX) {
        break;
      }
      places.add(place);
    }
    return places;
  }

  private static Arbitrary<BlockTxn> blockTxns(WireFormat format) {
    return Combinators.combine(
            Basics.HASHES,
            Basics.list(
                ChainArbitraries.transactions(format), ChainArbitraries.smallTransactions(format)))
        .as(BlockTxn::new)
        .withoutEdgeCases();
  }
}
