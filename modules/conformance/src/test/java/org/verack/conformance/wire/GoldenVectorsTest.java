package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.wire.Vectors.NETWORK;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.verack.conformance.wire.Vectors.Received;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.Transaction;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.message.Addr;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.CFCheckpt;
import org.verack.wire.message.CFHeaders;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.MerkleBlock;
import org.verack.wire.message.NotFound;

/**
 * Well-formed messages that btcd wrote: we read the same fields, write the same bytes, and build
 * the same message from its parts.
 *
 * <p>Two policies of btcd are not ours. It does not recognise {@code wtxidrelay} in a frame (its
 * vectors say {@code goFrameReaderError}); Bitcoin Core and BIP 339 do, and so do we. It drops I2P,
 * CJDNS and forbidden entries of {@code addrv2} ({@code goKeeps}); we keep every entry, so that a
 * message is written back as it was, and let {@code isValid()} tell.
 */
class GoldenVectorsTest {

  private static final MessageSet MESSAGES = NETWORK.messages();

  @TestFactory
  Stream<DynamicTest> bitcoin() {
    return Vectors.read("bitcoin/golden.json").stream()
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> check(vector)));
  }

  private static void check(Vector vector) throws Exception {
    WireFormat format = vector.format();
    Bytes payload = vector.bytes("payload");

    Message message = MESSAGES.decode(vector.command(), payload, format);
    assertThat(message.command()).isEqualTo(vector.command());
    JsonObject expected = vector.json().getAsJsonObject("fields").deepCopy();
    checkBuilt(vector, expected);
    JsonObject actual = Fields.of(message);
    normalize(vector.command(), expected, actual);
    assertThat(actual).isEqualTo(expected);

    assertThat(MESSAGES.encode(message, format)).isEqualTo(payload);
    assertThat(NETWORK.encode(message, format).frame()).isEqualTo(vector.bytes("frame"));

    Message rebuilt = rebuilt(message);
    assertThat(rebuilt).isEqualTo(message).hasSameHashCodeAs(message);
    assertThat(MESSAGES.encode(rebuilt, format)).isEqualTo(payload);

    Message borrowed = borrowed(vector.command(), payload, format);
    assertThat(borrowed).isEqualTo(message);

    Received received = Vectors.receive(vector.bytes("frame"));
    assertThat(received.cut()).isFalse();
    assertThat(received.frames()).hasSize(1);
    assertThat(received.frames().get(0).decode(MESSAGES, format)).isEqualTo(message);

    assertThat(message.toString()).isNotEmpty().matches("[ -~]+").hasSizeLessThan(1000);
  }

  /** Decodes from a buffer that is then overwritten, as a transport's is. */
  private static Message borrowed(String command, Bytes payload, WireFormat format)
      throws WireException {
    byte[] buffer = payload.toArray();
    PayloadReader in = PayloadReader.borrowing(buffer, 0, buffer.length);
    Message message = MESSAGES.decode(command, in, format);
    Arrays.fill(buffer, (byte) 0x55);
    return message;
  }

  /**
   * Builds transactions and blocks from the fields, which have the witnesses even where the
   * vector's encoding has not; afterwards the fields are those of the vector's encoding.
   */
  private static void checkBuilt(Vector vector, JsonObject fields) throws WireException {
    List<JsonObject> transactions = new ArrayList<>();
    if (vector.command().equals("tx")) {
      transactions.add(fields);
    } else if (vector.command().equals("block")) {
      fields
          .getAsJsonArray("transactions")
          .forEach(each -> transactions.add(each.getAsJsonObject()));
    } else {
      return;
    }
    List<Transaction> built = new ArrayList<>();
    for (JsonObject each : transactions) {
      Transaction transaction = Fields.transaction(each);
      assertThat(Fields.of(transaction)).isEqualTo(each);
      built.add(transaction);
      if (!vector.format().witness()) {
        Fields.strip(each);
      }
    }
    Message message =
        vector.command().equals("tx")
            ? built.get(0)
            : Block.of(BlockHeader.of(vector.bytes("payload").slice(0, 80)), built);
    assertThat(MESSAGES.encode(message, vector.format())).isEqualTo(vector.bytes("payload"));
  }

  /** Removes what describes the reference rather than the message. */
  static void normalize(String command, JsonObject expected, JsonObject actual) {
    switch (command) {
      case "version" -> {
        for (String each : List.of("addrYou", "addrMe")) {
          JsonObject address = expected.getAsJsonObject(each);
          // The layout has no time here; the reference's type has, and leaves it at its zero.
          address.remove("timestamp");
          JsonElement ip = address.get("ip");
          if (!ip.isJsonNull() && ip.getAsJsonObject().get("text").getAsString().equals("::")) {
            address.add("ip", actual.getAsJsonObject(each).get("ip"));
          }
        }
      }
      case "addrv2" -> {
        for (int i = 0; i < expected.getAsJsonArray("addrList").size(); i++) {
          JsonObject address = expected.getAsJsonArray("addrList").get(i).getAsJsonObject();
          address.remove("note");
          if (!address.has("text")) {
            actual.getAsJsonArray("addrList").get(i).getAsJsonObject().remove("text");
          }
        }
      }
      default -> {}
    }
  }

  /** The same message from its parts instead of its bytes. */
  private static Message rebuilt(Message message) {
    return switch (message) {
      case Addr m -> new Addr(List.copyOf(m.addresses()));
      case AddrV2 m -> new AddrV2(List.copyOf(m.addresses()));
      case Inv m -> Inv.of(List.copyOf(m.items()));
      case GetData m -> GetData.of(List.copyOf(m.items()));
      case NotFound m -> NotFound.of(List.copyOf(m.items()));
      case GetBlocks m -> new GetBlocks(m.version(), List.copyOf(m.locator()), m.stop());
      case GetHeaders m -> new GetHeaders(m.version(), List.copyOf(m.locator()), m.stop());
      case Headers m -> Headers.of(List.copyOf(m.headers()));
      case MerkleBlock m ->
          new MerkleBlock(m.header(), m.totalTransactions(), List.copyOf(m.hashes()), m.flags());
      case CFHeaders m ->
          new CFHeaders(
              m.filterType(), m.stop(), m.previousHeader(), List.copyOf(m.filterHashes()));
      case CFCheckpt m -> new CFCheckpt(m.filterType(), m.stop(), List.copyOf(m.filterHeaders()));
      case Transaction m -> Transaction.of(m.version(), m.inputs(), m.outputs(), m.lockTime());
      case Block m -> Block.of(m.header(), m.transactions());
      default -> message;
    };
  }

  @Test
  void everyVectorOfBip324sMessageTypesAgreesWithOurShortIds() {
    for (Vector vector : Vectors.read("bitcoin/golden.json")) {
      if (!vector.has("v2prefix")) {
        continue;
      }
      int shortId = MESSAGES.find(vector.command()).orElseThrow().shortId();
      String prefix = vector.text("v2prefix");
      assertThat(shortId == 0 ? "00" : String.format("%02x", shortId))
          .as(vector.command())
          .isEqualTo(prefix.substring(0, 2));
    }
  }

  @Test
  void theReferenceCoversEverythingItKnows() {
    Set<String> covered = new TreeSet<>();
    Vectors.read("bitcoin/golden.json").forEach(vector -> covered.add(vector.command()));
    Set<String> ours = new TreeSet<>();
    MESSAGES.types().forEach(type -> ours.add(type.command()));

    assertThat(ours).containsAll(covered);
    ours.removeAll(covered);
    // btcd has no compact blocks, no reconciliation and no BIP 434.
    assertThat(ours)
        .containsExactly(
            "blocktxn", "cmpctblock", "feature", "getblocktxn", "sendcmpct", "sendtxrcncl");
  }
}
