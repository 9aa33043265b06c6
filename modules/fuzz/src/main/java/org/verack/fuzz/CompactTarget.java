package org.verack.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.ViolationException;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.MerkleTree;
import org.verack.wire.chain.Transaction;
import org.verack.wire.compact.CompactBlocks;
import org.verack.wire.compact.Reconstruction;
import org.verack.wire.compact.ShortIds;
import org.verack.wire.message.BlockTxn;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.GetBlockTxn;

/**
 * Compact blocks. The first byte chooses: a block that is made compact and put together again, or a
 * compact block and an answer to it as they come.
 */
final class CompactTarget {

  private CompactTarget() {}

  static void run(Input in) {
    int mode = in.u8();
    int version = (mode & 2) != 0 ? ShortIds.WITNESS : ShortIds.BASE;
    if ((mode & 1) != 0) {
      arbitrary(in, version);
    } else {
      thereAndBack(in, version);
    }
  }

  private static WireFormat format(int version) {
    return new WireFormat(ProtocolVersion.LATEST, version == ShortIds.WITNESS);
  }

  private static @Nullable Message decode(String command, Bytes payload, WireFormat format) {
    try {
      return Messages.ALL.decode(command, payload, format);
    } catch (WireException e) {
      Check.fault(e);
      return null;
    }
  }

  private static void arbitrary(Input in, int version) {
    WireFormat format = format(version);
    Bytes compactPayload = in.bytes(in.u16());
    if (!(decode("cmpctblock", compactPayload, format) instanceof CmpctBlock compact)) {
      return;
    }
    List<Transaction> known =
        decode("blocktxn", in.rest(), format) instanceof BlockTxn answer
            ? answer.transactions()
            : List.of();
    Reconstruction byId = Reconstruction.of(compact, version, id -> known);
    ask(byId, compact, known);
    Reconstruction result = Reconstruction.of(compact, version, known);
    ask(result, compact, known);
  }

  private static void ask(Reconstruction result, CmpctBlock compact, List<Transaction> known) {
    switch (result) {
      case Reconstruction.Complete complete ->
          Check.same(complete.block().hash(), compact.header().hash(), "hash of the block");
      case Reconstruction.NeedsTransactions needs -> {
        GetBlockTxn request = needs.request();
        Check.same(request.block(), compact.header().hash(), "block that is asked for");
        Check.that(!request.indexes().isEmpty(), "nothing is asked for");
        int last = request.indexes().get(request.indexes().size() - 1);
        Check.that(last < compact.transactionCount(), "a place that there is not");
        needs.fill(new BlockTxn(request.block(), known));
        int count = Math.min(request.indexes().size(), known.size());
        needs.fill(new BlockTxn(request.block(), known.subList(0, count)));
        needs.fill(new BlockTxn(Hash.ZERO, known));
      }
      case Reconstruction.Failed failed -> Check.line(failed.why(), "reason");
      case Reconstruction.Invalid invalid -> Check.line(invalid.why(), "reason");
    }
  }

  private static void thereAndBack(Input in, int version) {
    long nonce = in.u8();
    int mask = in.u8();
    Block arrived = ChainTargets.readBlock(in);
    if (arrived == null || arrived.transactionCount() == 0) {
      return;
    }
    Block block = inForm(arrived, version);
    int[] prefilled =
        IntStream.range(0, Math.min(8, block.transactionCount()))
            .filter(i -> (mask & 1 << i) != 0)
            .toArray();
    CmpctBlock built = CompactBlocks.build(block, nonce, version, prefilled);
    Bytes payload = Messages.ALL.encode(built, format(version));
    Message compact = decode("cmpctblock", payload, format(version));
    if (!(compact instanceof CmpctBlock read)) {
      boolean noInputs = block.transactions().stream().anyMatch(each -> each.inputCount() == 0);
      Check.that(noInputs, "a compact block of our own is refused");
      return;
    }
    Check.same(read, built, "compact block");
    if (!isSure(block, version)) {
      ask(Reconstruction.of(read, version, block.transactions()), read, block.transactions());
      return;
    }
    expect(Reconstruction.of(read, version, block.transactions()), block);
    Reconstruction empty = Reconstruction.of(read, version, List.of());
    if (empty instanceof Reconstruction.NeedsTransactions needs) {
      try {
        expect(needs.fill(CompactBlocks.answer(block, needs.request(), version)), block);
      } catch (ViolationException e) {
        throw Check.refused("a request of our own", e);
      }
    } else {
      expect(empty, block);
    }
  }

  /** The block as it is in a form, with the merkle root that it should have. */
  private static Block inForm(Block block, int version) {
    BlockHeader old = block.header();
    BlockHeader header =
        BlockHeader.of(
            old.version(),
            old.previousBlock(),
            MerkleTree.root(block.txids()),
            old.time(),
            old.bits(),
            old.nonce());
    List<Transaction> transactions = new ArrayList<>();
    for (Transaction each : block.transactions()) {
      transactions.add(version == ShortIds.BASE ? stripped(each) : each);
    }
    return Block.of(header, transactions);
  }

  private static Transaction stripped(Transaction transaction) {
    if (!transaction.hasWitness()) {
      return transaction;
    }
    try {
      return Transaction.parse(transaction.strippedBytes());
    } catch (PayloadException e) {
      throw Check.refused("a stripped transaction", e);
    }
  }

  /** Whether it has to be possible to put the block together again. */
  private static boolean isSure(Block block, int version) {
    List<Hash> ids = block.txids();
    return block.header().bits() != 0
        && !MerkleTree.isMutated(ids)
        && new HashSet<>(ids).size() == ids.size()
        && (version == ShortIds.BASE || block.hasValidWitnessCommitment());
  }

  private static void expect(Reconstruction result, Block block) {
    if (result instanceof Reconstruction.Complete complete) {
      Check.same(complete.block(), block, "block that was put together");
    } else {
      throw new AssertionError("not put together: " + result);
    }
  }
}
