package org.verack.conformance.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.address.TorV2Address;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;
import org.verack.wire.message.Addr;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CFHeaders;
import org.verack.wire.message.CFilter;
import org.verack.wire.message.FeeFilter;
import org.verack.wire.message.FilterAdd;
import org.verack.wire.message.FilterLoad;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetCFCheckpt;
import org.verack.wire.message.GetCFHeaders;
import org.verack.wire.message.GetCFilters;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Reject;
import org.verack.wire.message.TimedAddress;
import org.verack.wire.message.Version;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.InventoryMessage;

/** Messages as the vectors describe them: the {@code fields} of the reference. */
public final class Fields {

  private final JsonObject json = new JsonObject();

  private Fields() {}

  /** Describes a message. */
  public static JsonObject of(Message message) {
    return switch (message) {
      case Version m ->
          new Fields()
              .put("protocolVersion", m.protocolVersion())
              .put("services", Long.toUnsignedString(m.services().bits()))
              .put("timestamp", Long.toString(m.timestamp()))
              .put("addrYou", node(m.receiver()))
              .put("addrMe", node(m.sender()))
              .put("nonce", Long.toUnsignedString(m.nonce()))
              .put("userAgent", m.userAgent())
              .put("lastBlock", m.startHeight())
              .put("disableRelayTx", !m.relay())
              .json;
      case Ping m -> new Fields().put("nonce", Long.toUnsignedString(m.nonce())).json;
      case Pong m -> new Fields().put("nonce", Long.toUnsignedString(m.nonce())).json;
      case Addr m -> new Fields().put("addrList", array(m.addresses(), Fields::legacy)).json;
      case AddrV2 m -> new Fields().put("addrList", array(m.addresses(), Fields::v2)).json;
      case InventoryMessage m -> new Fields().put("invList", array(m.items(), Fields::entry)).json;
      case GetBlocks m -> locator(m.version(), m.locator(), m.stop());
      case GetHeaders m -> locator(m.version(), m.locator(), m.stop());
      case Headers m -> new Fields().put("headers", array(m.headers(), Fields::header)).json;
      case FeeFilter m -> new Fields().put("minFee", Long.toString(m.satPerKvB())).json;
      case FilterAdd m -> new Fields().put("data", m.element().toHex()).json;
      case FilterLoad m ->
          new Fields()
              .put("filter", m.filter().toHex())
              .put("hashFuncs", m.hashFunctions())
              .put("tweak", m.tweak())
              .put("flags", m.flags())
              .json;
      case MerkleBlock m ->
          new Fields()
              .put("header", header(m.header()))
              .put("transactions", m.totalTransactions())
              .put("hashes", hashes(m.hashes()))
              .put("flags", m.flags().toHex())
              .json;
      case Reject m ->
          new Fields()
              .put("cmd", utf8(m.message()))
              .put("code", m.code())
              .put("reason", utf8(m.reason()))
              .put("hash", String.valueOf(m.hash() == null ? Hash.ZERO : m.hash()))
              .json;
      case GetCFilters m -> range(m.filterType(), m.startHeight(), m.stop());
      case GetCFHeaders m -> range(m.filterType(), m.startHeight(), m.stop());
      case GetCFCheckpt m ->
          new Fields().put("filterType", m.filterType()).put("stopHash", m.stop().toString()).json;
      case CFilter m ->
          new Fields()
              .put("filterType", m.filterType())
              .put("blockHash", m.block().toString())
              .put("data", m.filter().toHex())
              .json;
      case CFHeaders m ->
          new Fields()
              .put("filterType", m.filterType())
              .put("stopHash", m.stop().toString())
              .put("prevFilterHeader", m.previousHeader().toString())
              .put("filterHashes", hashes(m.filterHashes()))
              .json;
      case CFCheckpt m ->
          new Fields()
              .put("filterType", m.filterType())
              .put("stopHash", m.stop().toString())
              .put("filterHeaders", hashes(m.filterHeaders()))
              .json;
      case Transaction m -> transaction(m);
      case Block m ->
          new Fields()
              .put("header", header(m.header()))
              .put("transactions", array(m.transactions(), Fields::transaction))
              .put("blockHash", m.hash().toString())
              .json;
      // Messages that are nothing but their command.
      default -> new JsonObject();
    };
  }

  /** Builds the transaction that fields describe. */
  public static Transaction transaction(JsonObject fields) {
    List<TxIn> inputs = new ArrayList<>();
    for (JsonElement each : fields.getAsJsonArray("txIn")) {
      JsonObject input = each.getAsJsonObject();
      JsonObject outPoint = input.getAsJsonObject("previousOutPoint");
      List<Bytes> witness = new ArrayList<>();
      input.getAsJsonArray("witness").forEach(item -> witness.add(Bytes.ofHex(item.getAsString())));
      inputs.add(
          new TxIn(
              new OutPoint(
                  Hash.of(outPoint.get("hash").getAsString()), outPoint.get("index").getAsLong()),
              Bytes.ofHex(input.get("signatureScript").getAsString()),
              input.get("sequence").getAsLong(),
              new Witness(witness)));
    }
    List<TxOut> outputs = new ArrayList<>();
    for (JsonElement each : fields.getAsJsonArray("txOut")) {
      JsonObject output = each.getAsJsonObject();
      outputs.add(
          new TxOut(
              output.get("value").getAsLong(), Bytes.ofHex(output.get("pkScript").getAsString())));
    }
    return Transaction.of(
        fields.get("version").getAsInt(), inputs, outputs, fields.get("lockTime").getAsLong());
  }

  /** Takes the witnesses out of the fields of a transaction, in place. */
  public static void strip(JsonObject fields) {
    for (JsonElement each : fields.getAsJsonArray("txIn")) {
      each.getAsJsonObject().add("witness", new JsonArray());
    }
    fields.add("wtxid", fields.get("txid"));
  }

  private Fields put(String key, Number value) {
    json.addProperty(key, value);
    return this;
  }

  private Fields put(String key, String value) {
    json.addProperty(key, value);
    return this;
  }

  private Fields put(String key, boolean value) {
    json.addProperty(key, value);
    return this;
  }

  private Fields put(String key, JsonElement value) {
    json.add(key, value);
    return this;
  }

  private static <T> JsonArray array(List<? extends T> list, Function<T, JsonElement> each) {
    JsonArray array = new JsonArray();
    list.forEach(item -> array.add(each.apply(item)));
    return array;
  }

  private static JsonArray hashes(List<Hash> hashes) {
    JsonArray array = new JsonArray();
    hashes.forEach(hash -> array.add(hash.toString()));
    return array;
  }

  /** Bytes are characters here and UTF-8 in the vectors. */
  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static JsonObject node(NodeAddress node) {
    return new Fields()
        .put("services", Long.toUnsignedString(node.services().bits()))
        .put("ip", node.equals(NodeAddress.NONE) ? JsonNull.INSTANCE : ip(node.address()))
        .put("port", node.port())
        .json;
  }

  private static JsonObject legacy(TimedAddress address) {
    return new Fields()
        .put("timestamp", Long.toString(address.time()))
        .put("services", Long.toUnsignedString(address.services().bits()))
        .put("ip", ip(address.address()))
        .put("port", address.port())
        .json;
  }

  private static JsonObject ip(NetworkAddress address) {
    var bytes = address.toLegacy().orElseThrow();
    // The reference has no text form of its own for a Tor address in sixteen bytes.
    Object text = address instanceof TorV2Address ? IPv6Address.of(bytes) : address;
    return new Fields().put("text", text.toString()).put("bytes", bytes.toHex()).json;
  }

  private static JsonObject v2(TimedAddress address) {
    return new Fields()
        .put("timestamp", Long.toString(address.time()))
        .put("services", Long.toUnsignedString(address.services().bits()))
        .put("networkId", address.address().networkId())
        .put("addr", address.address().bytes().toHex())
        .put("text", address.address().toString())
        .put("port", address.port())
        .json;
  }

  private static JsonObject entry(InventoryEntry entry) {
    return new Fields()
        .put("type", Integer.toUnsignedLong(entry.typeCode()))
        .put("hash", entry.hash().toString())
        .json;
  }

  private static JsonObject locator(int version, List<Hash> locator, Hash stop) {
    return new Fields()
        .put("protocolVersion", Integer.toUnsignedLong(version))
        .put("blockLocatorHashes", hashes(locator))
        .put("hashStop", stop.toString())
        .json;
  }

  private static JsonObject range(int filterType, long startHeight, Hash stop) {
    return new Fields()
        .put("filterType", filterType)
        .put("startHeight", startHeight)
        .put("stopHash", stop.toString())
        .json;
  }

  private static JsonObject header(BlockHeader header) {
    return new Fields()
        .put("version", header.version())
        .put("prevBlock", header.previousBlock().toString())
        .put("merkleRoot", header.merkleRoot().toString())
        .put("timestamp", Long.toString(header.time()))
        .put("bits", Integer.toUnsignedLong(header.bits()))
        .put("nonce", header.nonce())
        .put("hash", header.hash().toString())
        .json;
  }

  private static JsonObject transaction(Transaction transaction) {
    return new Fields()
        .put("version", transaction.version())
        .put("txIn", array(transaction.inputs(), Fields::input))
        .put("txOut", array(transaction.outputs(), Fields::output))
        .put("lockTime", transaction.lockTime())
        .put("txid", transaction.txid().toString())
        .put("wtxid", transaction.wtxid().toString())
        .json;
  }

  private static JsonObject input(TxIn input) {
    JsonObject outPoint =
        new Fields()
            .put("hash", input.previousOutput().txid().toString())
            .put("index", input.previousOutput().index())
            .json;
    JsonArray witness = new JsonArray();
    input.witness().items().forEach(item -> witness.add(item.toHex()));
    return new Fields()
        .put("previousOutPoint", outPoint)
        .put("signatureScript", input.script().toHex())
        .put("witness", witness)
        .put("sequence", input.sequence())
        .json;
  }

  private static JsonObject output(TxOut output) {
    return new Fields()
        .put("value", Long.toString(output.value()))
        .put("pkScript", output.script().toHex())
        .json;
  }
}
