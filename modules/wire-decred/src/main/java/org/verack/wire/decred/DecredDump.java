package org.verack.wire.decred;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.verack.wire.Dump;
import org.verack.wire.Dump.Field;
import org.verack.wire.RemoteText;
import org.verack.wire.ServiceFlags;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.chain.OutPoint;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.decred.chain.TxIn;
import org.verack.wire.decred.chain.TxOut;
import org.verack.wire.decred.message.Headers;
import org.verack.wire.decred.message.TimedAddress;
import org.verack.wire.decred.mix.MixPairReq;
import org.verack.wire.message.NodeAddress;

/**
 * Takes Decred's messages apart for people to read.
 *
 * {@snippet :
 * String text = DecredDump.BRIEF.text(new FeeFilter(10_000));
 * assert text.lines().count() == 2 && text.contains("10000"); // the command, and one field
 * Dump all = DecredDump.addTo(Dump.FULL); // every entry of every list
 * assert all.text(block).length() >= DecredDump.BRIEF.text(block).length();
 * }
 */
public final class DecredDump {

  /** Shows ten entries of each list and some lines of long bytes. */
  public static final Dump BRIEF = addTo(Dump.BRIEF);

  /** Below it a lock time is a height, from it on a time. */
  private static final long LOCK_TIME_THRESHOLD = 500_000_000;

  private DecredDump() {}

  /**
   * Adds what is needed to show Decred's types.
   *
   * @param dump any dump
   * @return one that shows them and everything else as before
   */
  public static Dump addTo(Dump dump) {
    return dump.with(Block.class, DecredDump::block)
        .with(BlockHeader.class, (parent, name, header) -> new Field(name, "", header(header)))
        .with(Transaction.class, DecredDump::transaction)
        .with(TxIn.class, DecredDump::input)
        .with(TxOut.class, DecredDump::output)
        .with(MixPairReq.class, DecredDump::pairing)
        .with(OutPoint.class, (parent, name, value) -> Field.of(name, outPoint(value)))
        .with(
            Headers.class,
            (parent, name, value) -> Field.of(name, "", parent.list("headers", value.headers())))
        .with(ServiceFlags.class, (parent, name, value) -> Field.of(name, services(value)))
        .with(NodeAddress.class, DecredDump::nodeAddress)
        .with(TimedAddress.class, DecredDump::timedAddress)
        .with(org.verack.wire.message.TimedAddress.class, DecredDump::legacyAddress);
  }

  private static Field block(Dump dump, String name, Block block) {
    List<Field> parts = new ArrayList<>(header(block.header()));
    boolean rooted = block.hasValidMerkleRoot();
    parts.add(Field.of("merkle trees", rooted ? "match the root" : "do NOT match the root"));
    parts.add(Field.of("bytes", count(block.size())));
    parts.add(dump.list("transactions", block.transactions()));
    parts.add(dump.list("stake transactions", block.stakeTransactions()));
    return new Field(name, "", parts);
  }

  private static List<Field> header(BlockHeader header) {
    boolean met = header.hasWork(header.bits());
    return List.of(
        Field.of("hash", header.hash().toString()),
        Field.of("version", hex32(header.version())),
        Field.of("previous block", header.previousBlock().toString()),
        Field.of("merkle root", header.merkleRoot().toString()),
        Field.of("stake root", header.stakeRoot().toString()),
        Field.of("vote bits", String.format(Locale.ROOT, "0x%04x", header.voteBits())),
        Field.of("final state", header.finalState().toHex()),
        Field.of("voters", count(header.voters())),
        Field.of("fresh stake", count(header.freshStake())),
        Field.of("revocations", count(header.revocations())),
        Field.of("pool size", count(header.poolSize())),
        Field.of("bits", hex32(header.bits()) + (met ? " (met)" : " (NOT met)")),
        Field.of("ticket price", coins(header.ticketPrice())),
        Field.of("height", count(header.height())),
        Field.of("size", count(header.size())),
        Field.of("time", time(header.time())),
        Field.of("nonce", hex32((int) header.nonce())),
        Field.of("extra data", header.extraData().toHex()),
        Field.of("stake version", count(header.stakeVersion())));
  }

  private static Field transaction(Dump dump, String name, Transaction transaction) {
    List<Field> parts = new ArrayList<>();
    parts.add(Field.of("txid", transaction.txid().toString()));
    parts.add(Field.of("full hash", transaction.fullHash().toString()));
    parts.add(
        Field.of(
            "serialization",
            transaction.serialization().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    parts.add(Field.of("bytes", count(transaction.size())));
    parts.add(Field.of("version", Integer.toString(transaction.version())));
    parts.add(dump.list("inputs", transaction.inputs()));
    parts.add(dump.list("outputs", transaction.outputs()));
    parts.add(Field.of("lock time", lockTime(transaction.lockTime())));
    parts.add(
        Field.of("expiry", transaction.expiry() == 0 ? "none" : "block " + transaction.expiry()));
    return new Field(name, transaction.isCoinbase() ? "coinbase" : "", parts);
  }

  private static Field input(Dump dump, String name, TxIn input) {
    List<Field> parts = new ArrayList<>();
    parts.add(Field.of("value", coins(input.value())));
    parts.add(
        Field.of("from", "block " + input.blockHeight() + ", transaction " + input.blockIndex()));
    if (!input.script().isEmpty()) {
      parts.add(Field.of("script", dump.hex(input.script())));
    }
    if (input.sequence() != TxIn.FINAL_SEQUENCE) {
      parts.add(Field.of("sequence", hex32((int) input.sequence())));
    }
    return new Field(name, outPoint(input.previousOutput()), parts);
  }

  private static Field output(Dump dump, String name, TxOut output) {
    return Field.of(
        name,
        coins(output.value()),
        Field.of("script version", Integer.toString(output.version())),
        Field.of("script", dump.hex(output.script())));
  }

  private static String outPoint(OutPoint previous) {
    return previous.equals(OutPoint.NONE) ? "new coins" : previous.toString();
  }

  private static Field nodeAddress(Dump dump, String name, NodeAddress value) {
    boolean nothing = value.equals(NodeAddress.NONE);
    return Field.of(name, nothing ? "not said" : address(value.toString(), value.services()));
  }

  private static Field timedAddress(Dump dump, String name, TimedAddress value) {
    return Field.of(name, address(value + ", seen " + time(value.time()), value.services()));
  }

  private static Field legacyAddress(
      Dump dump, String name, org.verack.wire.message.TimedAddress value) {
    return Field.of(name, address(value + ", seen " + time(value.time()), value.services()));
  }

  private static String address(String text, ServiceFlags services) {
    String offered = services.bits() == 0 ? "" : ", " + services(services);
    return RemoteText.escape(text + offered);
  }

  private static String services(ServiceFlags services) {
    return services.bits() == 0
        ? "none"
        : DecredServices.toString(services).replace("|", ", ")
            + " (0x"
            + Long.toHexString(services.bits())
            + ")";
  }

  private static String lockTime(long lockTime) {
    if (lockTime == 0) {
      return "none";
    }
    return lockTime < LOCK_TIME_THRESHOLD ? "block " + lockTime : time(lockTime);
  }

  private static Field pairing(Dump dump, String name, MixPairReq request) {
    List<Field> parts = new ArrayList<>();
    for (Field each : dump.components(request)) {
      parts.add(
          switch (each.name()) {
            case "mix amount" -> Field.of(each.name(), coins(request.mixAmount()));
            case "input value" -> Field.of(each.name(), coins(request.inputValue()));
            default -> each;
          });
    }
    return new Field(name, "", parts);
  }

  private static String coins(long atoms) {
    return BigDecimal.valueOf(atoms, 8).toPlainString() + " DCR";
  }

  private static String time(long seconds) {
    boolean shown = seconds >= 0 && seconds <= Instant.MAX.getEpochSecond();
    return seconds + (shown ? " (" + Instant.ofEpochSecond(seconds) + ")" : " (no date)");
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String hex32(int bits) {
    return String.format(Locale.ROOT, "0x%08x", bits);
  }
}
