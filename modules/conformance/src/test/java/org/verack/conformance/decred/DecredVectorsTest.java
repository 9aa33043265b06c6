package org.verack.conformance.decred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.verack.conformance.wire.Vectors;
import org.verack.conformance.wire.Vectors.Received;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.Network;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.decred.DecredDump;
import org.verack.wire.decred.DecredMessages;
import org.verack.wire.decred.DecredNetworks;
import org.verack.wire.decred.mix.MixMessage;
import org.verack.wire.decred.mix.MixPairReq;

/**
 * Well-formed messages that dcrd wrote: we read the same fields, write the same bytes, and build
 * the same message from its fields.
 */
class DecredVectorsTest {

  /** With {@code reject}, which dcrd still writes though its frame reader does not know it. */
  static final Network NETWORK =
      DecredNetworks.MAINNET.withMessages(DecredMessages.ALL.with(DecredMessages.REJECT));

  private static final MessageSet MESSAGES = NETWORK.messages();

  @TestFactory
  Stream<DynamicTest> golden() {
    return Vectors.read("decred/golden.json").stream()
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> check(vector)));
  }

  private static void check(Vector vector) throws Exception {
    WireFormat format = vector.format();
    Bytes payload = vector.bytes("payload");
    JsonObject expected = fields(vector);

    Message message = MESSAGES.decode(vector.command(), payload, format);
    assertThat(message.command()).isEqualTo(vector.command());
    assertThat(DecredFields.of(message)).isEqualTo(expected);
    assertThat(MESSAGES.encode(message, format)).isEqualTo(payload);
    assertThat(NETWORK.encode(message, format).frame()).isEqualTo(vector.bytes("frame"));
    assertThat(message.toString()).isNotEmpty().matches("[ -~]+").hasSizeLessThan(1000);
    String shown = DecredDump.BRIEF.text(message);
    assertThat(shown).startsWith(vector.command()).matches("[ -~\n]+");
    if (message instanceof MixPairReq) {
      assertThat(shown).containsPattern("mix amount +[0-9.]+ DCR");
    }

    Message built = DecredFields.build(vector.command(), expected);
    assertThat(built).isEqualTo(message).hasSameHashCodeAs(message);
    assertThat(message).isEqualTo(built);
    assertThat(MESSAGES.encode(built, format)).isEqualTo(payload);
    assertThat(DecredFields.of(built)).isEqualTo(expected);

    // From a buffer that is then overwritten, as a transport's is.
    byte[] buffer = payload.toArray();
    PayloadReader in = PayloadReader.borrowing(buffer, 0, buffer.length);
    Message borrowed = MESSAGES.decode(vector.command(), in, format);
    Arrays.fill(buffer, (byte) 0x55);
    assertThat(borrowed).isEqualTo(message);

    Received received = Vectors.receive(NETWORK, vector.bytes("frame"));
    assertThat(received.cut()).isFalse();
    assertThat(received.frames()).hasSize(1);
    assertThat(received.frames().get(0).decode(MESSAGES, format)).isEqualTo(message);
  }

  /** The fields without what describes the reference rather than the message. */
  private static JsonObject fields(Vector vector) {
    JsonObject fields = vector.json().getAsJsonObject("fields").deepCopy();
    if (vector.command().equals("version")) {
      for (String each : List.of("addrYou", "addrMe")) {
        JsonObject address = fields.getAsJsonObject(each);
        // The layout has no time here; the reference's type has, and leaves it at its zero.
        address.addProperty("timestamp", "0");
        JsonElement ip = address.get("ip");
        if (ip.isJsonNull()) {
          JsonObject none = new JsonObject();
          none.addProperty("text", "::");
          none.addProperty("bytes", "00".repeat(16));
          address.add("ip", none);
        }
      }
    }
    if (vector.command().equals("mixpairreq") && !fields.has("change")) {
      fields.add("change", JsonNull.INSTANCE);
    }
    return fields;
  }

  @Test
  void theReferenceCoversEveryMessageThatThereIs() {
    Set<String> covered = new TreeSet<>();
    Vectors.read("decred/golden.json").forEach(vector -> covered.add(vector.command()));
    Set<String> ours = new TreeSet<>();
    MESSAGES.types().forEach(type -> ours.add(type.command()));
    assertThat(ours).isEqualTo(covered);
  }

  @TestFactory
  Stream<DynamicTest> lenient() {
    return Vectors.read("decred/lenient.json").stream()
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> checkLenient(vector)));
  }

  /** What dcrd reads but writes differently, or not at all. */
  private static void checkLenient(Vector vector) throws Exception {
    Received received = Vectors.receive(NETWORK, vector.bytes("frame"));
    Message message = received.frames().get(0).decode(MESSAGES, vector.format());
    JsonObject expected = fields(vector);
    assertThat(DecredFields.of(message)).isEqualTo(expected);
    if (vector.has("reencoded")) {
      assertThat(MESSAGES.encode(message, vector.format())).isEqualTo(vector.bytes("reencoded"));
    } else {
      assertThatThrownBy(() -> MESSAGES.encode(message, vector.format()))
          .isInstanceOf(EncodeException.class);
    }
  }

  @Test
  void rejectIsAnUnknownCommandToTheNetwork() throws Exception {
    Vector vector =
        Vectors.read("decred/golden.json").stream()
            .filter(each -> each.command().equals("reject"))
            .findFirst()
            .orElseThrow();
    Received received = Vectors.receive(DecredNetworks.MAINNET, vector.bytes("frame"));
    assertThat(received.frames().get(0).decode(DecredMessages.ALL, vector.format()))
        .isInstanceOf(UnknownMessage.class);
  }

  @Test
  void aSignatureCoversTheCommandAndEverythingBehindIt() throws Exception {
    for (Vector vector : Vectors.read("decred/golden.json")) {
      if (vector.command().startsWith("mix")) {
        Bytes payload = vector.bytes("payload");
        var message = (MixMessage) MESSAGES.decode(vector.command(), payload, vector.format());
        String tag = vector.command() + "-sig";
        String expected =
            String.format("%02x", tag.length())
                + Bytes.wrap(tag.getBytes(StandardCharsets.US_ASCII)).toHex()
                + payload.toHex().substring(2 * 64);
        assertThat(message.signedData().toHex()).isEqualTo(expected);
      }
    }
  }
}
