package org.verack.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.verack.wire.Dump.Field;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.Headers;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Reject;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.InventoryMessage;
import org.verack.wire.role.RejectCode;

/** How the values are shown whose components alone do not say enough, or that are no records. */
final class DumpPrinters {

  /** Below it a lock time is a height, from it on a time (the rule of nLockTime). */
  private static final long LOCK_TIME_THRESHOLD = 500_000_000;

  private static final int EASIEST = 0x1d00ffff;
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private DumpPrinters() {}

  /** Adds the printers; of several that fit a value, the one added last is taken. */
  static Dump addTo(Dump dump) {
    return dump.with(Block.class, DumpPrinters::block)
        .with(BlockHeader.class, DumpPrinters::header)
        .with(Transaction.class, DumpPrinters::transaction)
        .with(TxIn.class, DumpPrinters::input)
        .with(TxOut.class, DumpPrinters::output)
        .with(OutPoint.class, (parent, name, value) -> Field.of(name, outPoint(value)))
        .with(Witness.class, (parent, name, value) -> parent.list(name, value.items()))
        .with(ServiceFlags.class, (parent, name, value) -> Field.of(name, services(value)))
        .with(NodeAddress.class, DumpPrinters::nodeAddress)
        .with(TimedAddress.class, DumpPrinters::timedAddress)
        .with(InventoryEntry.class, DumpPrinters::inventoryEntry)
        .with(InventoryMessage.class, DumpPrinters::inventory)
        .with(Headers.class, DumpPrinters::headers)
        .with(CmpctBlock.class, DumpPrinters::compactBlock)
        .with(ShortId.class, DumpPrinters::shortId)
        .with(Reject.class, DumpPrinters::reject)
        .with(FeeFilter.class, DumpPrinters::feeFilter);
  }

  private static Field block(Dump dump, String name, Block block) {
    List<Field> parts = new ArrayList<>(headerFields(block.header()));
    boolean rooted = block.hasValidMerkleRoot();
    parts.add(Field.of("merkle tree", rooted ? "matches the root" : "does NOT match the root"));
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
    return block.hasWitness() ? "do NOT match the commitment" : "left out";
  }

  private static Field header(Dump dump, String name, BlockHeader header) {
    return new Field(name, "", headerFields(header));
  }

  private static List<Field> headerFields(BlockHeader header) {
    boolean met = ProofOfWork.isMet(header.hash(), header.bits(), header.bits());
    return List.of(
        Field.of("hash", header.hash().toString()),
        Field.of("version", hex32(header.version())),
        Field.of("previous block", header.previousBlock().toString()),
        Field.of("merkle root", header.merkleRoot().toString()),
        Field.of("time", time(header.time())),
        Field.of("bits", hex32(header.bits()) + difficulty(header.bits(), met)),
        Field.of("nonce", hex32((int) header.nonce())));
  }

  /** How much harder the target is than the easiest of the main network. */
  private static String difficulty(int bits, boolean met) {
    BigInteger target = ProofOfWork.target(bits);
    if (target.signum() == 0) {
      return " (not a target)";
    }
    BigDecimal difficulty =
        new BigDecimal(ProofOfWork.target(EASIEST)).divide(new BigDecimal(target), SIX_DIGITS);
    return " (difficulty " + number(difficulty) + (met ? "), met" : "), NOT met");
  }

  private static String number(BigDecimal value) {
    return value.compareTo(BigDecimal.ONE) < 0
        ? String.format(Locale.ROOT, "%.3g", value)
        : String.format(Locale.ROOT, "%,f", value).replaceFirst("\\.?0*$", "");
  }

  private static Field transaction(Dump dump, String name, Transaction transaction) {
    List<Field> parts = new ArrayList<>();
    parts.add(Field.of("txid", transaction.txid().toString()));
    if (transaction.hasWitness()) {
      parts.add(Field.of("wtxid", transaction.wtxid().toString()));
    }
    parts.add(
        Field.of(
            "size", sizes(transaction.size(), transaction.strippedSize(), transaction.weight())));
    parts.add(Field.of("version", Integer.toUnsignedString(transaction.version())));
    parts.add(dump.list("inputs", transaction.inputs()));
    parts.add(dump.list("outputs", transaction.outputs()));
    parts.add(Field.of("lock time", lockTime(transaction.lockTime())));
    return new Field(name, transaction.isCoinbase() ? "coinbase" : "", parts);
  }

  private static String lockTime(long lockTime) {
    if (lockTime == 0) {
      return "none";
    }
    return lockTime < LOCK_TIME_THRESHOLD ? "block " + lockTime : time(lockTime);
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
      parts.add(Field.of("sequence", hex32((int) input.sequence())));
    }
    return new Field(name, outPoint(input.previousOutput()), parts);
  }

  private static String outPoint(OutPoint previous) {
    return previous.equals(OutPoint.NONE) ? "new coins" : previous.toString();
  }

  private static Field output(Dump dump, String name, TxOut output) {
    // Without the name of the coin: other networks use the same form.
    String amount = BigDecimal.valueOf(output.value(), 8).toPlainString();
    String form = ScriptForm.name(output.script());
    return Field.of(
        name,
        form.isEmpty() ? amount : amount + "  " + form,
        Field.of("script", dump.hex(output.script())));
  }

  private static String services(ServiceFlags services) {
    String hex = "0x" + Long.toHexString(services.bits());
    String names = services.toString().replace("|", ", ");
    return services.bits() == 0 ? "none" : names.equals(hex) ? hex : names + " (" + hex + ")";
  }

  private static Field nodeAddress(Dump dump, String name, NodeAddress value) {
    boolean nothing = value.equals(NodeAddress.NONE);
    return Field.of(name, nothing ? "not said" : RemoteText.escape(value + and(value.services())));
  }

  private static Field timedAddress(Dump dump, String name, TimedAddress value) {
    String seen = value.time() == 0 ? "" : ", seen " + value.lastSeen();
    return Field.of(name, RemoteText.escape(value + seen + and(value.services())));
  }

  private static String and(ServiceFlags services) {
    return services.bits() == 0 ? "" : ", " + services(services);
  }

  private static Field inventoryEntry(Dump dump, String name, InventoryEntry value) {
    return Field.of(name, RemoteText.escape(value.toString()));
  }

  private static Field inventory(Dump dump, String name, InventoryMessage value) {
    return Field.of(name, "", dump.list("entries", value.items()));
  }

  private static Field headers(Dump dump, String name, Headers value) {
    return Field.of(name, "", dump.list("headers", value.headers()));
  }

  private static Field compactBlock(Dump dump, String name, CmpctBlock value) {
    List<ShortId> shortIds =
        IntStream.range(0, value.shortIdCount())
            .mapToObj(i -> new ShortId(value.shortId(i)))
            .toList();
    List<Field> parts = new ArrayList<>();
    for (Field each : dump.components(value)) {
      boolean ids = each.name().equals("short ids");
      parts.add(ids ? dump.list("short ids", shortIds) : each);
    }
    return new Field(name, "", parts);
  }

  private record ShortId(long bits) {}

  private static Field shortId(Dump dump, String name, ShortId value) {
    return Field.of(name, String.format(Locale.ROOT, "%012x", value.bits()));
  }

  private static Field reject(Dump dump, String name, Reject value) {
    List<Field> parts = new ArrayList<>();
    for (Field each : dump.components(value)) {
      boolean code = each.name().equals("code");
      parts.add(code ? Field.of("code", RejectCode.name(value.code())) : each);
    }
    return new Field(name, "", parts);
  }

  private static Field feeFilter(Dump dump, String name, FeeFilter value) {
    String rate = Dump.count(value.satPerKvB()) + " satoshi per 1,000 virtual bytes";
    return Field.of(name, "", Field.of("fee rate", rate));
  }

  private static String sizes(int size, int stripped, int weight) {
    String without = size == stripped ? "" : ", " + Dump.count(stripped) + " without witnesses";
    return Dump.count(size, "byte", "bytes") + without + ", weight " + Dump.count(weight);
  }

  /** Seconds since 1970, and the date that they mean. */
  static String time(long seconds) {
    try {
      return seconds + " (" + Instant.ofEpochSecond(seconds) + ")";
    } catch (DateTimeException e) {
      return seconds + " (no date)";
    }
  }

  private static String hex32(int bits) {
    return String.format(Locale.ROOT, "0x%08x", bits);
  }
}
