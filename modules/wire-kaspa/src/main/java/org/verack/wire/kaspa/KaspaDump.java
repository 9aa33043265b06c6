package org.verack.wire.kaspa;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.verack.wire.Dump;
import org.verack.wire.Dump.Field;
import org.verack.wire.Hash;
import org.verack.wire.RemoteText;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.TxOut;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.chain.BlockHeader;
import org.verack.wire.kaspa.chain.SubnetworkId;
import org.verack.wire.kaspa.chain.Transaction;
import org.verack.wire.kaspa.chain.TxIn;
import org.verack.wire.kaspa.message.AddressScope;
import org.verack.wire.kaspa.message.Reject;
import org.verack.wire.kaspa.message.TimedAddress;
import org.verack.wire.kaspa.message.Version;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.NodeAddress;

/**
 * Takes Kaspa's messages apart for people to read.
 *
 * {@snippet :
 * String text = KaspaDump.BRIEF.text(new FeeFilter(1_000));
 * assert text.contains("1,000 sompi"); // Bitcoin's message, Kaspa's unit
 * assert Dump.BRIEF.text(new FeeFilter(1_000)).contains("sat");
 * assert KaspaDump.addTo(Dump.FULL).text(block).contains("UTXO commitment");
 * }
 */
public final class KaspaDump {

  /** Shows ten entries of each list and some lines of long bytes. */
  public static final Dump BRIEF = addTo(Dump.BRIEF);

  /** Below it a lock time is a blue score, from it on a time. */
  private static final long LOCK_TIME_THRESHOLD = 500_000_000_000L;

  private KaspaDump() {}

  /**
   * Adds what is needed to show Kaspa's types.
   *
   * @param dump any dump
   * @return one that shows them and everything else as before, except that services have Kaspa's
   *     names and fees Kaspa's unit
   */
  public static Dump addTo(Dump dump) {
    return dump.with(Block.class, KaspaDump::block)
        .with(
            BlockHeader.class, (parent, name, value) -> new Field(name, "", header(parent, value)))
        .with(Transaction.class, KaspaDump::transaction)
        .with(TxIn.class, KaspaDump::input)
        .with(TxOut.class, KaspaDump::output)
        .with(SubnetworkId.class, (parent, name, value) -> Field.of(name, subnetwork(value)))
        .with(AddressScope.class, (parent, name, value) -> Field.of(name, value.toString()))
        .with(Version.class, KaspaDump::version)
        .with(Reject.class, KaspaDump::reject)
        .with(ServiceFlags.class, (parent, name, value) -> Field.of(name, services(value)))
        .with(NodeAddress.class, (parent, name, value) -> Field.of(name, node(value)))
        .with(
            TimedAddress.class,
            (parent, name, value) ->
                Field.of(name, node(value.node()) + ", seen " + value.lastSeen()))
        .with(FeeFilter.class, KaspaDump::feeFilter);
  }

  private static Field block(Dump dump, String name, Block block) {
    List<Field> parts = new ArrayList<>(header(dump, block.header()));
    parts.add(Field.of("size", count(block.size()) + " bytes"));
    parts.add(dump.list("transactions", block.transactions()));
    return new Field(name, "", parts);
  }

  private static List<Field> header(Dump dump, BlockHeader header) {
    boolean met = header.hasWork(header.bits());
    return List.of(
        Field.of("hash", header.hash().toString()),
        Field.of("version", String.format(Locale.ROOT, "0x%08x", header.version())),
        dump.list("parents", header.parents()),
        Field.of("merkle root of hashes", header.hashMerkleRoot().toString()),
        Field.of("merkle root of accepted ids", header.acceptedIdMerkleRoot().toString()),
        Field.of("UTXO commitment", header.utxoCommitment().toString()),
        Field.of("time", time(header.timestamp())),
        Field.of(
            "bits",
            String.format(Locale.ROOT, "0x%08x", header.bits()) + (met ? " (met)" : " (NOT met)")),
        Field.of("nonce", String.format(Locale.ROOT, "0x%016x", header.nonce())));
  }

  private static Field transaction(Dump dump, String name, Transaction transaction) {
    List<Field> parts = new ArrayList<>();
    parts.add(Field.of("id", transaction.id().toString()));
    parts.add(Field.of("hash", transaction.hash().toString()));
    parts.add(Field.of("size", count(transaction.size()) + " bytes"));
    parts.add(Field.of("version", Integer.toString(transaction.version())));
    parts.add(dump.list("inputs", transaction.inputs()));
    parts.add(dump.list("outputs", transaction.outputs()));
    parts.add(Field.of("lock time", lockTime(transaction.lockTime())));
    parts.add(dump.field("subnetwork", transaction.subnetwork()));
    Hash payloadHash = transaction.payloadHash();
    if (payloadHash != null) {
      parts.add(Field.of("gas", Long.toUnsignedString(transaction.gas())));
      parts.add(Field.of("payload hash", payloadHash.toString()));
      parts.add(Field.of("payload", dump.hex(transaction.payload())));
    }
    return new Field(name, "", parts);
  }

  private static Field input(Dump dump, String name, TxIn input) {
    List<Field> parts = new ArrayList<>();
    if (!input.script().isEmpty()) {
      parts.add(Field.of("script", dump.hex(input.script())));
    }
    if (input.sequence() != TxIn.FINAL_SEQUENCE) {
      parts.add(Field.of("sequence", String.format(Locale.ROOT, "0x%016x", input.sequence())));
    }
    OutPoint previous = input.previousOutput();
    return new Field(name, previous.toString(), parts);
  }

  private static Field output(Dump dump, String name, TxOut output) {
    String amount = BigDecimal.valueOf(output.value(), 8).toPlainString();
    return Field.of(name, amount + " KAS", Field.of("script", dump.hex(output.script())));
  }

  private static Field version(Dump dump, String name, Version version) {
    List<Field> parts = new ArrayList<>();
    for (Field each : dump.components(version)) {
      parts.add(
          switch (each.name()) {
            case "timestamp" -> Field.of("time", time(version.timestamp()));
            case "subnetwork" ->
                version.isFullNode() ? Field.of("subnetwork", "all, a full node") : each;
            default -> each;
          });
    }
    return new Field(name, "", parts);
  }

  private static Field reject(Dump dump, String name, Reject reject) {
    List<Field> parts = new ArrayList<>();
    for (Field each : dump.components(reject)) {
      boolean code = each.name().equals("code");
      parts.add(code ? Field.of("code", Reject.codeName(reject.code())) : each);
    }
    return new Field(name, "", parts);
  }

  private static Field feeFilter(Dump dump, String name, FeeFilter value) {
    return Field.of(name, "", Field.of("fee rate", count(value.satPerKvB()) + " sompi per kB"));
  }

  private static String subnetwork(SubnetworkId id) {
    if (id.equals(SubnetworkId.NATIVE)) {
      return "native";
    }
    return id.equals(SubnetworkId.COINBASE)
        ? "coinbase"
        : id.equals(SubnetworkId.REGISTRY) ? "registry" : id.toString();
  }

  private static String node(NodeAddress node) {
    String offered = node.services().bits() == 0 ? "" : ", " + services(node.services());
    return RemoteText.escape(node + offered);
  }

  private static String services(ServiceFlags services) {
    String hex = "0x" + Long.toHexString(services.bits());
    String names = KaspaServices.toString(services).replace("|", ", ");
    return services.bits() == 0 ? "none" : names.equals(hex) ? hex : names + " (" + hex + ")";
  }

  private static String lockTime(long lockTime) {
    if (lockTime == 0) {
      return "none";
    }
    boolean score = Long.compareUnsigned(lockTime, LOCK_TIME_THRESHOLD) < 0;
    return score ? "blue score " + lockTime : time(lockTime);
  }

  private static String time(long millis) {
    return Long.toUnsignedString(millis) + " (" + Instant.ofEpochMilli(millis) + ")";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
