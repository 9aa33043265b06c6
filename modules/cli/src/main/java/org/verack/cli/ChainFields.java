package org.verack.cli;

import java.util.ArrayList;
import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;

/** How blocks, headers and transactions are shown. */
final class ChainFields {

  private ChainFields() {}

  /** Adds the printers of this class. */
  static Dump addTo(Dump dump) {
    return dump.with(Block.class, ChainFields::block)
        .with(BlockHeader.class, ChainFields::header)
        .with(Transaction.class, ChainFields::transaction)
        .with(TxIn.class, ChainFields::input)
        .with(TxOut.class, ChainFields::output)
        .with(OutPoint.class, (parent, name, value) -> Field.of(name, outPoint(value)))
        .with(Witness.class, (parent, name, value) -> parent.list(name, value.items()));
  }

  private static Field block(Dump dump, String name, Block block) {
    boolean rooted = block.hasValidMerkleRoot();
    List<Field> parts = new ArrayList<>(headerParts(block.header(), rooted ? "matches" : "WRONG"));
    parts.add(Field.of("size", sizes(block.size(), block.strippedSize(), block.weight())));
    if (block.hasWitness() || block.witnessCommitment().isPresent()) {
      parts.add(Field.of("witnesses", witnesses(block)));
    }
    parts.add(dump.list("transactions", block.transactions()));
    return new Field(name, "", parts);
  }

  private static String witnesses(Block block) {
    if (block.hasValidWitnessCommitment()) {
      return "match the commitment";
    }
    return block.hasWitness()
        ? "do NOT match the commitment"
        : "left out, or from before their time";
  }

  private static Field header(Dump dump, String name, BlockHeader header) {
    return new Field(name, "", headerParts(header, ""));
  }

  private static List<Field> headerParts(BlockHeader header, String root) {
    boolean met = ProofOfWork.isMet(header.hash(), header.bits(), header.bits());
    return List.of(
        Field.of("hash", header.hash().toString()),
        Field.of("version", "0x" + Texts.hex32(header.version())),
        Field.of("previous", header.previousBlock().toString()),
        Field.of("merkle root", header.merkleRoot() + (root.isEmpty() ? "" : " " + root)),
        Field.of("time", Texts.time(header.time())),
        Field.of("bits", Texts.difficulty(header.bits()) + (met ? ", met" : ", NOT met")),
        Field.of("nonce", "0x" + Texts.hex32((int) header.nonce())));
  }

  private static Field transaction(Dump dump, String name, Transaction tx) {
    List<Field> parts = new ArrayList<>();
    parts.add(Field.of("txid", tx.txid().toString()));
    if (tx.hasWitness()) {
      parts.add(Field.of("wtxid", tx.wtxid().toString()));
    }
    parts.add(Field.of("size", sizes(tx.size(), tx.strippedSize(), tx.weight())));
    parts.add(Field.of("version", Integer.toUnsignedString(tx.version())));
    parts.add(dump.list("inputs", tx.inputs()));
    parts.add(dump.list("outputs", tx.outputs()));
    parts.add(Field.of("lock time", lockTime(tx.lockTime())));
    return new Field(name, tx.isCoinbase() ? "coinbase" : "", parts);
  }

  private static String sizes(int size, int stripped, int weight) {
    String without = size == stripped ? "" : ", " + Units.count(stripped) + " without witnesses";
    return Units.count(size, "byte", "bytes") + without + ", weight " + Units.count(weight);
  }

  private static String lockTime(long lockTime) {
    if (lockTime == 0) {
      return "none";
    }
    // Below the threshold it is a height, from there on a time (the rule of nLockTime).
    return lockTime < 500_000_000 ? "block " + lockTime : Texts.time(lockTime);
  }

  private static Field input(Dump dump, String name, TxIn input) {
    List<Field> parts = new ArrayList<>();
    if (!input.script().isEmpty()) {
      parts.add(Field.of("script", dump.hex(input.script())));
    }
    if (!input.witness().isEmpty()) {
      parts.add(dump.field("witness", input.witness()));
    }
    if (input.sequence() != TxIn.FINAL_SEQUENCE) {
      parts.add(Field.of("sequence", "0x" + Texts.hex32((int) input.sequence())));
    }
    return new Field(name, outPoint(input.previousOutput()), parts);
  }

  private static String outPoint(OutPoint previous) {
    return previous.equals(OutPoint.NONE) ? "new coins" : previous.toString();
  }

  private static Field output(Dump dump, String name, TxOut output) {
    Bytes script = output.script();
    String kind = Texts.scriptKind(script);
    String text = Texts.amount(output.value()) + (kind.isEmpty() ? "" : "  " + kind);
    return Field.of(name, text, Field.of("script", dump.hex(script)));
  }
}
