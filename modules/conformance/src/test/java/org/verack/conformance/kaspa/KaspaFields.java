package org.verack.conformance.kaspa;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.verack.conformance.wire.Fields;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.address.TorV2Address;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.TxOut;
import org.verack.wire.kaspa.chain.Block;
import org.verack.wire.kaspa.chain.BlockHeader;
import org.verack.wire.kaspa.chain.SubnetworkId;
import org.verack.wire.kaspa.chain.Transaction;
import org.verack.wire.kaspa.chain.TxIn;
import org.verack.wire.kaspa.message.Addr;
import org.verack.wire.kaspa.message.AddressScope;
import org.verack.wire.kaspa.message.GetAddr;
import org.verack.wire.kaspa.message.GetBlockInvs;
import org.verack.wire.kaspa.message.GetData;
import org.verack.wire.kaspa.message.GetLocator;
import org.verack.wire.kaspa.message.Inv;
import org.verack.wire.kaspa.message.InventoryVector;
import org.verack.wire.kaspa.message.Locator;
import org.verack.wire.kaspa.message.MerkleBlock;
import org.verack.wire.kaspa.message.NotFound;
import org.verack.wire.kaspa.message.Reject;
import org.verack.wire.kaspa.message.SelectedTip;
import org.verack.wire.kaspa.message.TimedAddress;
import org.verack.wire.kaspa.message.Version;
import org.verack.wire.message.NodeAddress;

/** Kaspa's messages as the vectors describe them, and back. */
final class KaspaFields {

  private KaspaFields() {}

  static JsonObject of(Message message) {
    JsonObject json = new JsonObject();
    switch (message) {
      case Version m -> {
        json.addProperty("protocolVersion", m.protocolVersion());
        json.addProperty("services", Long.toUnsignedString(m.services().bits()));
        json.addProperty("timestamp", Long.toString(m.timestamp()));
        json.add("addrYou", node(m.receiver()));
        json.add("addrMe", node(m.sender()));
        json.addProperty("nonce", Long.toUnsignedString(m.nonce()));
        json.addProperty("userAgent", m.userAgent());
        json.addProperty("selectedTipHash", m.selectedTip().toString());
        json.addProperty("disableRelayTx", !m.relay());
        json.add("subnetworkID", text(m.subnetwork()));
      }
      case GetAddr m -> scope(json, m.scope());
      case Addr m -> {
        scope(json, m.scope());
        json.add("addrList", array(m.addresses(), KaspaFields::address));
      }
      case GetBlockInvs m -> {
        json.addProperty("lowHash", m.low().toString());
        json.addProperty("highHash", m.high().toString());
      }
      case GetLocator m -> {
        json.addProperty("highHash", m.high().toString());
        json.addProperty("lowHash", m.low().toString());
      }
      case Locator m -> json.add("blockLocatorHashes", hashes(m.hashes()));
      case SelectedTip m -> json.addProperty("selectedTipHash", m.hash().toString());
      case MerkleBlock m -> {
        json.add("header", header(m.header()));
        json.addProperty("transactions", m.totalTransactions());
        json.add("hashes", hashes(m.hashes()));
        json.addProperty("flags", m.flags().toHex());
      }
      case Reject m -> {
        json.addProperty("cmd", utf8(m.message()));
        json.addProperty("code", m.code());
        json.addProperty("reason", utf8(m.reason()));
        json.add("hash", text(m.hash()));
      }
      case Transaction m -> {
        return transaction(m);
      }
      case Block m -> {
        json.add("header", header(m.header()));
        json.add("transactions", array(m.transactions(), KaspaFields::transaction));
        json.addProperty("blockHash", m.hash().toString());
      }
      default -> {
        return Fields.of(message);
      }
    }
    return json;
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static JsonElement text(Object value) {
    return value == null ? JsonNull.INSTANCE : new JsonPrimitive(value.toString());
  }

  private static void scope(JsonObject json, AddressScope scope) {
    json.addProperty("includeAllSubnetworks", scope.all());
    json.add("subnetworkID", text(scope.subnetwork()));
  }

  private static JsonObject node(NodeAddress node) {
    JsonObject json = new JsonObject();
    json.addProperty("services", Long.toUnsignedString(node.services().bits()));
    JsonObject ip = new JsonObject();
    Bytes bytes = node.address().toLegacy().orElseThrow();
    // The reference has no text form of its own for a Tor address in sixteen bytes.
    Object text = node.address() instanceof TorV2Address ? IPv6Address.of(bytes) : node.address();
    ip.addProperty("text", text.toString());
    ip.addProperty("bytes", bytes.toHex());
    json.add("ip", ip);
    json.addProperty("port", node.port());
    return json;
  }

  private static JsonElement address(TimedAddress address) {
    JsonObject json = node(address.node());
    json.addProperty("timestamp", Long.toString(address.timestamp()));
    return json;
  }

  private static JsonObject header(BlockHeader header) {
    JsonObject json = new JsonObject();
    json.addProperty("version", header.version());
    json.add("parentHashes", hashes(header.parents()));
    json.addProperty("hashMerkleRoot", header.hashMerkleRoot().toString());
    json.addProperty("acceptedIDMerkleRoot", header.acceptedIdMerkleRoot().toString());
    json.addProperty("utxoCommitment", header.utxoCommitment().toString());
    json.addProperty("timestamp", Long.toString(header.timestamp()));
    json.addProperty("bits", Integer.toUnsignedLong(header.bits()));
    json.addProperty("nonce", Long.toUnsignedString(header.nonce()));
    json.addProperty("hash", header.hash().toString());
    return json;
  }

  private static JsonObject transaction(Transaction transaction) {
    JsonObject json = new JsonObject();
    json.addProperty("version", transaction.version());
    json.add("txIn", array(transaction.inputs(), KaspaFields::input));
    json.add("txOut", array(transaction.outputs(), KaspaFields::output));
    json.addProperty("lockTime", Long.toUnsignedString(transaction.lockTime()));
    json.addProperty("subnetworkID", transaction.subnetwork().toString());
    json.addProperty("gas", Long.toUnsignedString(transaction.gas()));
    json.add("payloadHash", text(transaction.payloadHash()));
    json.addProperty("payload", transaction.payload().toHex());
    json.addProperty("txId", transaction.id().toString());
    json.addProperty("txHash", transaction.hash().toString());
    return json;
  }

  private static JsonElement input(TxIn input) {
    JsonObject place = new JsonObject();
    place.addProperty("txID", input.previousOutput().txid().toString());
    place.addProperty("index", input.previousOutput().index());
    JsonObject json = new JsonObject();
    json.add("previousOutpoint", place);
    json.addProperty("signatureScript", input.script().toHex());
    json.addProperty("sequence", Long.toUnsignedString(input.sequence()));
    return json;
  }

  private static JsonElement output(TxOut output) {
    JsonObject json = new JsonObject();
    json.addProperty("value", Long.toUnsignedString(output.value()));
    json.addProperty("scriptPubKey", output.script().toHex());
    return json;
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

  // And back.

  /** Builds what is Kaspa's own; gives back what is Bitcoin's. */
  static Message build(Message message, JsonObject fields) {
    return switch (message) {
      case Version m ->
          new Version(
              fields.get("protocolVersion").getAsInt(),
              new ServiceFlags(u64(fields, "services")),
              fields.get("timestamp").getAsLong(),
              subnetwork(fields),
              node(fields.getAsJsonObject("addrYou")),
              node(fields.getAsJsonObject("addrMe")),
              u64(fields, "nonce"),
              fields.get("userAgent").getAsString(),
              hash(fields, "selectedTipHash"),
              !fields.get("disableRelayTx").getAsBoolean());
      case GetAddr m -> new GetAddr(scope(fields));
      case Addr m ->
          new Addr(
              scope(fields),
              list(
                  fields,
                  "addrList",
                  each -> new TimedAddress(each.get("timestamp").getAsLong(), node(each))));
      case GetBlockInvs m -> new GetBlockInvs(hash(fields, "lowHash"), hash(fields, "highHash"));
      case GetLocator m -> new GetLocator(hash(fields, "highHash"), hash(fields, "lowHash"));
      case Locator m -> new Locator(hashes(fields, "blockLocatorHashes"));
      case SelectedTip m -> new SelectedTip(hash(fields, "selectedTipHash"));
      case Inv m -> Inv.of(inventory(fields));
      case GetData m -> GetData.of(inventory(fields));
      case NotFound m -> NotFound.of(inventory(fields));
      case MerkleBlock m ->
          new MerkleBlock(
              header(fields.getAsJsonObject("header")),
              fields.get("transactions").getAsLong(),
              hashes(fields, "hashes"),
              Bytes.ofHex(fields.get("flags").getAsString()));
      case Transaction m -> transaction(fields);
      case Block m ->
          Block.of(
              header(fields.getAsJsonObject("header")),
              list(fields, "transactions", KaspaFields::transaction));
      default -> message;
    };
  }

  private static long u64(JsonObject json, String key) {
    return Long.parseUnsignedLong(json.get(key).getAsString());
  }

  private static Hash hash(JsonObject json, String key) {
    return Hash.of(json.get(key).getAsString());
  }

  private static List<Hash> hashes(JsonObject json, String key) {
    List<Hash> hashes = new ArrayList<>();
    json.getAsJsonArray(key).forEach(each -> hashes.add(Hash.of(each.getAsString())));
    return hashes;
  }

  private static <T> List<T> list(JsonObject json, String key, Function<JsonObject, T> item) {
    List<T> list = new ArrayList<>();
    json.getAsJsonArray(key).forEach(each -> list.add(item.apply(each.getAsJsonObject())));
    return list;
  }

  private static List<InventoryVector> inventory(JsonObject json) {
    return list(
        json,
        "invList",
        each -> new InventoryVector((int) each.get("type").getAsLong(), hash(each, "hash")));
  }

  private static SubnetworkId subnetwork(JsonObject json) {
    JsonElement shown = json.get("subnetworkID");
    if (shown.isJsonNull()) {
      return null;
    }
    byte[] reversed = Bytes.ofHex(shown.getAsString()).toArray();
    byte[] bytes = new byte[reversed.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = reversed[bytes.length - 1 - i];
    }
    return new SubnetworkId(Bytes.wrap(bytes));
  }

  private static AddressScope scope(JsonObject json) {
    return new AddressScope(json.get("includeAllSubnetworks").getAsBoolean(), subnetwork(json));
  }

  private static NodeAddress node(JsonObject json) {
    Bytes ip =
        json.get("ip").isJsonNull()
            ? Bytes.ofHex("00".repeat(16))
            : Bytes.ofHex(json.getAsJsonObject("ip").get("bytes").getAsString());
    return new NodeAddress(
        new ServiceFlags(u64(json, "services")),
        NetworkAddress.fromLegacy(ip),
        json.get("port").getAsInt());
  }

  private static BlockHeader header(JsonObject json) {
    return BlockHeader.of(
        json.get("version").getAsInt(),
        hashes(json, "parentHashes"),
        hash(json, "hashMerkleRoot"),
        hash(json, "acceptedIDMerkleRoot"),
        hash(json, "utxoCommitment"),
        json.get("timestamp").getAsLong(),
        (int) json.get("bits").getAsLong(),
        u64(json, "nonce"));
  }

  private static Transaction transaction(JsonObject json) {
    List<TxIn> inputs =
        list(
            json,
            "txIn",
            each -> {
              JsonObject place = each.getAsJsonObject("previousOutpoint");
              return new TxIn(
                  new OutPoint(hash(place, "txID"), place.get("index").getAsLong()),
                  Bytes.ofHex(each.get("signatureScript").getAsString()),
                  u64(each, "sequence"));
            });
    List<TxOut> outputs =
        list(
            json,
            "txOut",
            each ->
                new TxOut(u64(each, "value"), Bytes.ofHex(each.get("scriptPubKey").getAsString())));
    int version = json.get("version").getAsInt();
    SubnetworkId subnetwork = subnetwork(json);
    long lockTime = u64(json, "lockTime");
    return subnetwork.equals(SubnetworkId.NATIVE)
        ? Transaction.of(version, inputs, outputs, lockTime)
        : Transaction.of(
            version,
            inputs,
            outputs,
            lockTime,
            subnetwork,
            new Transaction.Execution(
                u64(json, "gas"),
                hash(json, "payloadHash"),
                Bytes.ofHex(json.get("payload").getAsString())));
  }
}
