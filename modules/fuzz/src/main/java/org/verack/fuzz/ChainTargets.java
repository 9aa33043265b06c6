package org.verack.fuzz;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.InputCursor;
import org.verack.wire.chain.MerkleTree;
import org.verack.wire.chain.OutputCursor;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;

/** Transactions and blocks: whatever way one asks, the answers agree. */
final class ChainTargets {

  private ChainTargets() {}

  /** A byte whose lowest bit says whether there may be witnesses, then the transaction. */
  static void transaction(Input in) {
    boolean witness = (in.u8() & 1) != 0;
    Bytes bytes = in.rest();
    Messages.check("tx", bytes, new WireFormat(ProtocolVersion.LATEST, witness));
    try {
      Transaction parsed = Transaction.parse(bytes);
      Check.same(parsed.bytes(), bytes, "parsed transaction");
    } catch (PayloadException e) {
      Check.fault(e);
    }
  }

  /** A byte whose lowest bit says whether there may be witnesses, then the block. */
  static void block(Input in) {
    Block block = readBlock(in);
    if (block != null) {
      Messages.look(block, block.size());
    }
  }

  static @Nullable Block readBlock(Input in) {
    WireFormat format = new WireFormat(ProtocolVersion.LATEST, (in.u8() & 1) != 0);
    Bytes bytes = in.rest();
    try {
      Block block = (Block) Messages.ALL.decode("block", bytes, format);
      Check.same(Messages.ALL.encode(block, format), bytes, "block written back");
      if (format.witness()) {
        Check.same(Block.parse(bytes), block, "parsed block");
      }
      return block;
    } catch (PayloadException | ViolationException e) {
      Check.fault(e);
      return null;
    }
  }

  static void check(Transaction transaction) {
    List<TxIn> inputs = transaction.inputs();
    List<TxOut> outputs = transaction.outputs();
    Check.same(inputs.size(), transaction.inputCount(), "inputs");
    Check.same(outputs.size(), transaction.outputCount(), "outputs");
    Check.same(
        Transaction.of(transaction.version(), inputs, outputs, transaction.lockTime()),
        transaction,
        "transaction built from its parts");
    Check.same(transaction.detached(), transaction, "detached transaction");
    Bytes stripped = transaction.strippedBytes();
    Check.same(stripped.length(), transaction.strippedSize(), "size without witness");
    Check.same(
        transaction.weight(), 3 * stripped.length() + transaction.bytes().length(), "weight");
    Check.same(Hash.sha256d(stripped), transaction.txid(), "txid");
    Check.same(Hash.sha256d(transaction.bytes()), transaction.wtxid(), "wtxid");
    boolean anyWitness = inputs.stream().anyMatch(each -> !each.witness().isEmpty());
    Check.same(anyWitness, transaction.hasWitness(), "whether there is a witness");
    if (anyWitness) {
      try {
        Transaction without = Transaction.parse(stripped);
        Check.same(without.txid(), transaction.txid(), "txid without witness");
        Check.same(without.wtxid(), transaction.txid(), "wtxid without witness");
        Check.same(without.outputs(), outputs, "outputs without witness");
      } catch (PayloadException e) {
        throw Check.refused("a stripped transaction", e);
      }
    }
    InputCursor input = transaction.inputCursor();
    check(input, transaction, 0);
    Check.that(!input.next(), "the cursor has more inputs");
    OutputCursor output = transaction.outputCursor();
    check(output, transaction, 0);
    Check.that(!output.next(), "the cursor has more outputs");
  }

  private static void check(InputCursor cursor, Transaction transaction, int index) {
    List<TxIn> inputs = transaction.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      TxIn input = inputs.get(i);
      Check.that(cursor.next(), "the cursor has fewer inputs");
      Check.same(cursor.transactionIndex(), index, "transaction of an input");
      Check.same(cursor.inputIndex(), i, "index of an input");
      Check.same(cursor.previousTxid(), input.previousOutput().txid(), "previous txid");
      Check.same(cursor.previousTxidWord(3), cursor.previousTxid().word(3), "word of a txid");
      Check.same(cursor.previousIndex(), input.previousOutput().index(), "previous index");
      Check.same(cursor.script(), input.script(), "signature script");
      Check.same(cursor.sequence(), input.sequence(), "sequence");
      Check.same(cursor.witnessItemCount(), input.witness().items().size(), "witness items");
      int length = 0;
      for (Bytes item : input.witness().items()) {
        length += item.length();
      }
      Check.that(cursor.witnessLength() >= length, "length of a witness");
      Check.that((cursor.witnessOffset() != 0) == transaction.hasWitness(), "place of a witness");
      if (inputs.size() == 1) {
        Check.same(cursor.isCoinbase(), transaction.isCoinbase(), "coinbase");
      }
    }
  }

  private static void check(OutputCursor cursor, Transaction transaction, int index) {
    List<TxOut> outputs = transaction.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      Check.that(cursor.next(), "the cursor has fewer outputs");
      Check.same(cursor.transactionIndex(), index, "transaction of an output");
      Check.same(cursor.outputIndex(), i, "index of an output");
      Check.same(cursor.value(), outputs.get(i).value(), "value");
      Check.same(cursor.script(), outputs.get(i).script(), "output script");
    }
  }

  static void check(Block block) {
    List<Transaction> transactions = block.transactions();
    List<Hash> txids = block.txids();
    List<Hash> wtxids = block.wtxids();
    Check.same(transactions.size(), block.transactionCount(), "transactions");
    InputCursor input = block.inputCursor();
    OutputCursor output = block.outputCursor();
    int size = block.size();
    for (int i = 0; i < transactions.size(); i++) {
      Transaction each = transactions.get(i);
      check(each);
      Check.same(each.txid(), txids.get(i), "txid in a block");
      Check.same(each.wtxid(), wtxids.get(i), "wtxid in a block");
      check(input, each, i);
      check(output, each, i);
      size -= each.size() - each.strippedSize();
    }
    Check.that(!input.next(), "the cursor has more inputs");
    Check.that(!output.next(), "the cursor has more outputs");
    Check.same(block.strippedSize(), size, "size without witnesses");
    Check.same(block.strippedBytes().length(), size, "length without witnesses");
    Check.same(Block.of(block.header(), transactions), block, "block built from its parts");
    check(block.header());
    check(txids, block.header());
    Check.same(
        block.hasValidMerkleRoot(),
        !MerkleTree.isMutated(txids) && MerkleTree.root(txids).equals(block.header().merkleRoot()),
        "whether the merkle root is right");
    block.hasValidWitnessCommitment();
    if (block.hasWitness()) {
      try {
        Check.same(Block.parse(block.strippedBytes()).txids(), txids, "txids without witnesses");
      } catch (PayloadException e) {
        throw Check.refused("a stripped block", e);
      }
    }
  }

  private static void check(BlockHeader header) {
    BlockHeader built =
        BlockHeader.of(
            header.version(),
            header.previousBlock(),
            header.merkleRoot(),
            header.time(),
            header.bits(),
            header.nonce());
    Check.same(built, header, "header built from its parts");
    Check.same(Hash.sha256d(header.bytes()), header.hash(), "hash of a header");
    ProofOfWork.isMet(header.hash(), header.bits(), 0x207fffff);
    Check.that(ProofOfWork.work(header.bits()).signum() >= 0, "work is negative");
  }

  /** The tree is computed a second time, the slow way, and proofs from it are verified. */
  static void check(List<Hash> txids, BlockHeader header) {
    if (txids.isEmpty()) {
      Check.same(MerkleTree.root(txids), Hash.ZERO, "root of nothing");
      return;
    }
    List<Hash> row = txids;
    boolean mutated = false;
    while (row.size() > 1) {
      List<Hash> above = new ArrayList<>();
      for (int i = 0; i < row.size(); i += 2) {
        boolean pair = i + 1 < row.size();
        Hash right = row.get(pair ? i + 1 : i);
        mutated |= pair && right.equals(row.get(i));
        above.add(Hash.sha256d(row.get(i), right));
      }
      row = above;
    }
    Check.same(MerkleTree.root(txids), row.get(0), "merkle root");
    Check.same(MerkleTree.isMutated(txids), mutated, "whether the tree is ambiguous");
    if (mutated || new HashSet<>(txids).size() != txids.size()) {
      return;
    }
    BitSet wanted = BitSet.valueOf(new long[] {header.nonce()});
    PartialMerkleTree tree = PartialMerkleTree.of(txids, wanted);
    try {
      PartialMerkleTree.Proof proof = tree.verify();
      Check.same(proof.root(), row.get(0), "root of a proof");
      List<PartialMerkleTree.Match> matches = new ArrayList<>();
      for (int i = 0; i < txids.size(); i++) {
        if (wanted.get(i)) {
          matches.add(new PartialMerkleTree.Match(i, txids.get(i)));
        }
      }
      Check.same(proof.matches(), matches, "matches of a proof");
    } catch (PayloadException e) {
      throw Check.refused("a proof of our own", e);
    }
  }

  /** A proof of all transactions has the root of all transactions. */
  static void checkWhole(PartialMerkleTree.Proof proof) {
    List<Hash> txids = proof.matches().stream().map(PartialMerkleTree.Match::txid).toList();
    Check.same(proof.root(), MerkleTree.root(txids), "root of a whole proof");
    Check.that(!MerkleTree.isMutated(txids), "an ambiguous proof is accepted");
  }
}
