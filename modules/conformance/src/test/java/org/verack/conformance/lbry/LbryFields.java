package org.verack.conformance.lbry;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.verack.conformance.wire.Fields;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.chain.Transaction;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.chain.BlockHeader;
import org.verack.wire.lbry.message.Alert;
import org.verack.wire.lbry.message.Headers;
import org.verack.wire.lbry.message.MerkleBlock;

/** LBRY's messages as the vectors describe them, and back. */
final class LbryFields {

  private LbryFields() {}

  static JsonObject of(Message message) {
    JsonObject json = new JsonObject();
    switch (message) {
      case Headers m -> {
        JsonArray headers = new JsonArray();
        m.headers().forEach(each -> headers.add(header(each)));
        json.add("headers", headers);
      }
      case MerkleBlock m -> {
        json.add("header", header(m.header()));
        json.addProperty("transactions", m.totalTransactions());
        JsonArray hashes = new JsonArray();
        m.hashes().forEach(each -> hashes.add(each.toString()));
        json.add("hashes", hashes);
        json.addProperty("flags", m.flags().toHex());
      }
      case Block m -> {
        json.add("header", header(m.header()));
        JsonArray transactions = new JsonArray();
        m.transactions().forEach(each -> transactions.add(Fields.of(each)));
        json.add("transactions", transactions);
        json.addProperty("blockHash", m.hash().toString());
      }
      case Alert m -> {
        json.addProperty("serializedPayload", m.notice().toHex());
        json.addProperty("signature", m.signature().toHex());
        json.add("payload", JsonNull.INSTANCE);
      }
      default -> {
        return Fields.of(message);
      }
    }
    return json;
  }

  private static JsonObject header(BlockHeader header) {
    JsonObject json = new JsonObject();
    json.addProperty("version", header.version());
    json.addProperty("prevBlock", header.previousBlock().toString());
    json.addProperty("merkleRoot", header.merkleRoot().toString());
    json.addProperty("claimTrie", header.claimTrieRoot().toString());
    json.addProperty("timestamp", Long.toString(header.time()));
    json.addProperty("bits", Integer.toUnsignedLong(header.bits()));
    json.addProperty("nonce", header.nonce());
    json.addProperty("hash", header.hash().toString());
    json.addProperty("powHash", header.proofOfWorkHash().toString());
    return json;
  }

  private static BlockHeader header(JsonObject json) {
    return BlockHeader.of(
        json.get("version").getAsInt(),
        hash(json, "prevBlock"),
        hash(json, "merkleRoot"),
        hash(json, "claimTrie"),
        json.get("timestamp").getAsLong(),
        (int) json.get("bits").getAsLong(),
        json.get("nonce").getAsLong());
  }

  private static Hash hash(JsonObject json, String key) {
    return Hash.of(json.get(key).getAsString());
  }

  /** Builds what has a header, transactions and alerts; gives back every other message. */
  static Message build(Message message, JsonObject fields) {
    return switch (message) {
      case Headers m -> {
        List<BlockHeader> headers = new ArrayList<>();
        fields
            .getAsJsonArray("headers")
            .forEach(each -> headers.add(header(each.getAsJsonObject())));
        yield Headers.of(headers);
      }
      case MerkleBlock m -> {
        List<Hash> hashes = new ArrayList<>();
        fields.getAsJsonArray("hashes").forEach(each -> hashes.add(Hash.of(each.getAsString())));
        yield new MerkleBlock(
            header(fields.getAsJsonObject("header")),
            fields.get("transactions").getAsLong(),
            hashes,
            Bytes.ofHex(fields.get("flags").getAsString()));
      }
      case Transaction m -> Fields.transaction(fields);
      case Block m -> {
        List<Transaction> transactions = new ArrayList<>();
        for (JsonElement each : fields.getAsJsonArray("transactions")) {
          transactions.add(Fields.transaction(each.getAsJsonObject()));
        }
        yield Block.of(header(fields.getAsJsonObject("header")), transactions);
      }
      case Alert m ->
          new Alert(
              Bytes.ofHex(fields.get("serializedPayload").getAsString()),
              Bytes.ofHex(fields.get("signature").getAsString()));
      default -> message;
    };
  }
}
