package org.verack.conformance.lbry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.conformance.family.FamilyVectors;
import org.verack.conformance.wire.Fields;
import org.verack.conformance.wire.Vectors;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.lbry.LbryDump;
import org.verack.wire.lbry.LbryNetworks;
import org.verack.wire.lbry.message.Alert;
import org.verack.wire.lbry.message.AlertNotice;

/** What lbcd wrote and what it rejects. */
class LbryVectorsTest extends FamilyVectors {

  LbryVectorsTest() {
    super("lbry", LbryNetworks.MAINNET, LbryDump.BRIEF);
  }

  @Override
  protected JsonObject fields(Message message) {
    return LbryFields.of(message);
  }

  @Override
  protected Message built(Message message, JsonObject fields) {
    return LbryFields.build(message, fields);
  }

  /** The fields have the witnesses even where the vector's encoding has not. */
  @Override
  protected void toEncoding(JsonObject fields, Vector vector) {
    if (vector.format().witness()) {
      return;
    }
    if (vector.command().equals("tx")) {
      Fields.strip(fields);
    } else if (vector.command().equals("block")) {
      fields.getAsJsonArray("transactions").forEach(each -> Fields.strip(each.getAsJsonObject()));
    }
  }

  @Test
  void alertsAreReadAndOpaqueOnesAreNone() throws Exception {
    int notices = 0;
    int opaque = 0;
    for (Vector vector : Vectors.read("lbry/golden.json")) {
      if (!vector.command().equals("alert")) {
        continue;
      }
      Alert alert =
          (Alert)
              LbryNetworks.MAINNET
                  .messages()
                  .decode("alert", vector.bytes("payload"), vector.format());
      if (!vector.has("alert") || vector.json().get("alert").isJsonNull()) {
        assertThat(alert.read()).isEmpty();
        opaque++;
        continue;
      }
      AlertNotice notice = alert.read().orElseThrow();
      assertThat(fields(notice)).isEqualTo(vector.json().getAsJsonObject("alert"));
      assertThat(notice.bytes()).isEqualTo(alert.notice());
      notices++;
    }
    assertThat(notices).isPositive();
    assertThat(opaque).isPositive();
  }

  private static JsonObject fields(AlertNotice notice) {
    JsonObject json = new JsonObject();
    json.addProperty("version", notice.version());
    json.addProperty("relayUntil", Long.toString(notice.relayUntil()));
    json.addProperty("expiration", Long.toString(notice.expiration()));
    json.addProperty("id", notice.id());
    json.addProperty("cancel", notice.cancel());
    JsonArray cancelled = new JsonArray();
    notice.alsoCancelled().forEach(cancelled::add);
    json.add("setCancel", cancelled);
    json.addProperty("minVer", notice.minimumVersion());
    json.addProperty("maxVer", notice.maximumVersion());
    JsonArray agents = new JsonArray();
    notice.userAgents().forEach(agents::add);
    json.add("setSubVer", agents);
    json.addProperty("priority", notice.priority());
    json.addProperty("comment", notice.comment());
    json.addProperty("statusBar", notice.statusBar());
    json.addProperty("reserved", notice.reserved());
    return json;
  }

  @Test
  void aNoticeThatClaimsMuchCostsLittle() {
    List<Bytes> lies = new ArrayList<>();
    lies.add(Bytes.ofHex("00".repeat(28) + "feffffff7f"));
    lies.add(Bytes.ofHex("00".repeat(28) + "00" + "00".repeat(8) + "feffffff7f"));
    lies.add(Bytes.ofHex("00".repeat(28) + "00" + "00".repeat(8) + "ffffffffffffffffff"));
    for (Bytes lie : lies) {
      assertThat(new Alert(lie, Bytes.EMPTY).read()).isEmpty();
    }
  }
}
