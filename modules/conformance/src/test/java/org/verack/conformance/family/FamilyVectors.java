package org.verack.conformance.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
import org.verack.wire.Dump;
import org.verack.wire.EncodeException;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.transport.Frame;

/**
 * The vectors of a family: well-formed messages are read to the same fields, built from them, and
 * written to the same bytes; bad ones are rejected; changed ones are either.
 */
public abstract class FamilyVectors {

  private static final long SEED = 20_160_701;
  private static final int MUTATIONS = 100;
  private static final int LONGEST = 20_000;

  private final String folder;
  private final Network network;
  private final MessageSet messages;
  private final Dump dump;

  /** Says which vectors are for which network, and how its messages print. */
  protected FamilyVectors(String folder, Network network, Dump dump) {
    this.folder = folder;
    this.network = network;
    this.messages = network.messages();
    this.dump = dump;
  }

  /** Describes a message as the vectors do. */
  protected abstract JsonObject fields(Message message);

  /**
   * Builds the message that fields describe, which may have witnesses where the format has none;
   * the message itself where it is nothing but a record.
   */
  protected abstract Message built(Message message, JsonObject fields) throws WireException;

  /** Adapts the fields of a vector to its encoding, in place. */
  protected void toEncoding(JsonObject fields, Vector vector) {}

  private List<Vector> read(String file) {
    return Vectors.read(folder + "/" + file);
  }

  private interface Check {
    void run(Vector vector) throws Exception;
  }

  private Stream<DynamicTest> tests(List<Vector> vectors, Check check) {
    return vectors.stream()
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> check.run(vector)));
  }

  @TestFactory
  Stream<DynamicTest> everyGoldenMessageIsReadAndWritten() {
    return tests(read("golden.json"), this::checkGolden);
  }

  private void checkGolden(Vector vector) throws Exception {
    WireFormat format = vector.format();
    Bytes payload = vector.bytes("payload");

    Message message = messages.decode(vector.command(), payload, format);
    assertThat(message.command()).isEqualTo(vector.command());
    Message built = built(message, expected(vector, false));
    assertThat(fieldsOf(message)).isEqualTo(expected(vector, true));
    assertThat(messages.encode(message, format)).isEqualTo(payload);
    assertThat(network.encode(message, format).frame()).isEqualTo(vector.bytes("frame"));
    assertThat(messages.encode(built, format)).isEqualTo(payload);
    if (fieldsOf(built).equals(fieldsOf(message))) {
      assertThat(built).isEqualTo(message).hasSameHashCodeAs(message);
    } else {
      assertThat(fieldsOf(built)).isEqualTo(expected(vector, false));
    }

    // From a buffer that is then overwritten, as a transport's is.
    byte[] buffer = payload.toArray();
    PayloadReader in = PayloadReader.borrowing(buffer, 0, buffer.length);
    Message borrowed = messages.decode(vector.command(), in, format);
    Arrays.fill(buffer, (byte) 0x55);
    assertThat(borrowed).isEqualTo(message);

    Received received = Vectors.receive(network, vector.bytes("frame"));
    assertThat(received.cut()).isFalse();
    assertThat(received.frames()).hasSize(1);
    assertThat(received.frames().get(0).decode(messages, format)).isEqualTo(message);

    assertThat(message.toString()).isNotEmpty().matches("[ -~]+").hasSizeLessThan(1000);
    assertThat(dump.text(message)).startsWith(vector.command()).matches("[ -~\n]+");
  }

  private JsonObject expected(Vector vector, boolean asEncoded) {
    JsonObject fields = vector.json().getAsJsonObject("fields").deepCopy();
    if (vector.command().equals("version")) {
      for (String each : List.of("addrYou", "addrMe")) {
        JsonObject address = fields.getAsJsonObject(each);
        // The layout has no time here; the reference's type has, and leaves it at its zero.
        address.remove("timestamp");
      }
    }
    if (asEncoded) {
      toEncoding(fields, vector);
    }
    return normalized(fields);
  }

  /** An address of zeros may stand as null. */
  private static JsonObject normalized(JsonObject fields) {
    for (String each : List.of("addrYou", "addrMe")) {
      JsonElement address = fields.get(each);
      JsonElement ip = address == null ? null : address.getAsJsonObject().get("ip");
      if (ip != null && ip.isJsonObject() && isZero(ip.getAsJsonObject())) {
        address.getAsJsonObject().add("ip", JsonNull.INSTANCE);
      }
    }
    return fields;
  }

  private static boolean isZero(JsonObject ip) {
    return ip.get("bytes").getAsString().equals("00".repeat(16));
  }

  private JsonObject fieldsOf(Message message) {
    return normalized(fields(message));
  }

  @Test
  void theVectorsCoverEveryMessageThatThereIs() {
    Set<String> covered = new TreeSet<>();
    read("golden.json").forEach(vector -> covered.add(vector.command()));
    Set<String> ours = new TreeSet<>();
    messages.types().forEach(type -> ours.add(type.command()));
    assertThat(ours).isEqualTo(covered);
  }

  @TestFactory
  Stream<DynamicTest> whatTheReferenceForgivesIsForgiven() {
    return tests(read("lenient.json"), this::checkLenient);
  }

  private void checkLenient(Vector vector) throws Exception {
    Received received = Vectors.receive(network, vector.bytes("frame"));
    Message message = received.frames().get(0).decode(messages, vector.format());
    JsonObject expected = expected(vector, true);
    JsonObject actual = fieldsOf(message);
    if (vector.has("reencoded")) {
      assertThat(actual).isEqualTo(expected);
      assertThat(messages.encode(message, vector.format())).isEqualTo(vector.bytes("reencoded"));
    } else {
      // What the reference cannot write it cannot hash either.
      for (String each : List.of("txId", "txHash")) {
        expected.remove(each);
        actual.remove(each);
      }
      assertThat(actual).isEqualTo(expected);
      assertThatThrownBy(() -> messages.encode(message, vector.format()))
          .isInstanceOf(EncodeException.class);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyBadPayloadIsRejected() {
    return tests(bad("payload"), this::checkBadPayload);
  }

  private List<Vector> bad(String kind) {
    return read("bad.json").stream().filter(vector -> vector.text("kind").equals(kind)).toList();
  }

  private void checkBadPayload(Vector vector) throws Exception {
    Bytes payload = vector.bytes("payload");
    Throwable fault =
        catchThrowable(() -> messages.decode(vector.command(), payload, vector.format()));
    assertThat(fault).isInstanceOfAny(PayloadException.class, ViolationException.class);
    assertThat(fault.getMessage()).matches("[ -~]{1,400}");
    assertFault((WireException) fault, vector);
    byte[] buffer = payload.toArray();
    PayloadReader in = PayloadReader.borrowing(buffer, 0, buffer.length);
    assertThatThrownBy(() -> messages.decode(vector.command(), in, vector.format()))
        .isInstanceOf(fault.getClass())
        .hasMessage(fault.getMessage());
    if (vector.has("frame")) {
      Received received = Vectors.receive(network, vector.bytes("frame"));
      Frame frame = received.frames().get(0);
      assertThat(frame.fault()).isNull();
      assertThatThrownBy(() -> frame.decode(messages, vector.format()))
          .isInstanceOf(fault.getClass());
    }
  }

  private static void assertFault(WireException fault, Vector vector) {
    String why = vector.text("why");
    if (why.contains("non-canonical varint")) {
      // A count that lies makes nonsense of what follows, in which each reader finds its own fault.
      boolean lie = vector.text("case").startsWith("varint at offset");
      assertThat(fault.fault())
          .isIn(
              lie
                  ? Set.of(WireFault.NON_CANONICAL_SIZE, WireFault.TRUNCATED, WireFault.BAD_VALUE)
                  : Set.of(WireFault.NON_CANONICAL_SIZE, WireFault.BAD_VALUE));
    } else if (why.contains("invalid for protocol version")) {
      assertThat(fault.fault()).isEqualTo(WireFault.NOT_AT_THIS_VERSION);
    } else if (why.contains("payload exceeds max length")) {
      assertThat(fault.fault()).isIn(WireFault.TOO_LONG, WireFault.TRAILING_BYTES);
    } else if (why.contains("too many")) {
      assertThat(fault.fault()).isIn(WireFault.TOO_MANY, WireFault.TRUNCATED);
    } else if (why.equals("EOF") || why.equals("unexpected EOF")) {
      assertThat(fault.fault())
          .isIn(WireFault.TRUNCATED, WireFault.TOO_MANY, WireFault.TOO_LONG, WireFault.BAD_VALUE);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyBadFrameIsRejected() {
    return tests(bad("frame"), this::checkBadFrame);
  }

  private void checkBadFrame(Vector vector) throws Exception {
    Bytes stream = vector.bytes("frame");
    String problem = vector.text("case");
    String why = vector.text("why");
    if (why.contains("from other network")) {
      assertTransportFault(stream, WireFault.WRONG_NETWORK);
    } else if (why.contains("message payload is too large")) {
      assertTransportFault(stream, WireFault.OVERSIZED_FRAME);
    } else if (why.contains("payload exceeds max length") || why.endsWith("EOF")) {
      // We look at the limit of a message when all of it is there.
      assertIncomplete(stream);
    } else if (why.contains("checksum")) {
      assertFrameFault(stream, WireFault.BAD_CHECKSUM);
    } else {
      assertThat(why).as(problem).containsAnyOf("unknown message", "invalid command", "command");
      Received received = Vectors.receive(network, stream);
      Frame frame = received.frames().get(0);
      PayloadException fault = frame.fault();
      if (fault != null) {
        assertThat(fault.fault()).isIn(WireFault.BAD_COMMAND, WireFault.BAD_CHECKSUM);
      } else {
        // Not a fault of the frame; the network's rules end the connection.
        assertThat(frame.decode(messages, vector.format())).isInstanceOf(UnknownMessage.class);
        assertThat(network.unknownCommands()).isEqualTo(Network.UnknownCommands.END_THE_CONNECTION);
      }
    }
  }

  private void assertTransportFault(Bytes stream, WireFault expected) {
    assertThatThrownBy(() -> Vectors.receive(network, stream))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.fault()).isEqualTo(expected));
  }

  private void assertIncomplete(Bytes stream) throws TransportException {
    Received received = Vectors.receive(network, stream);
    assertThat(received.frames()).isEmpty();
    assertThat(received.cut()).isEqualTo(!stream.isEmpty());
  }

  private void assertFrameFault(Bytes stream, WireFault expected) throws TransportException {
    Received received = Vectors.receive(network, stream);
    assertThat(received.frames()).hasSize(1);
    PayloadException fault = received.frames().get(0).fault();
    assertThat(fault).isNotNull();
    assertThat(fault.fault()).isEqualTo(expected);
  }

  @Test
  void changedMessagesAreReadOrRefusedAndNothingElse() throws Exception {
    Random random = new Random(SEED);
    int decoded = 0;
    int refused = 0;
    for (Vector vector : read("golden.json")) {
      byte[] payload = vector.bytes("payload").toArray();
      for (int i = 0; payload.length <= LONGEST && i < MUTATIONS; i++) {
        Bytes mutated = Bytes.wrap(mutated(payload, random));
        Message message;
        try {
          message = messages.decode(vector.command(), mutated, vector.format());
        } catch (PayloadException | ViolationException e) {
          assertThat(e.getMessage()).matches("[ -~]{1,400}");
          refused++;
          continue;
        }
        checkDecoded(vector, message);
        decoded++;
      }
    }
    assertThat(decoded).isGreaterThan(1000);
    assertThat(refused).isGreaterThan(1000);
  }

  private void checkDecoded(Vector vector, Message message) throws Exception {
    assertThat(message.toString()).matches("[ -~]{1,1000}");
    assertThat(dump.text(message)).matches("[ -~\n]+");
    assertThat(fields(message)).isNotNull();
    Bytes written;
    try {
      written = messages.encode(message, vector.format());
    } catch (EncodeException e) {
      // What may be read and not written, such as two addresses before version 209.
      assertThat(e.fault()).isIn(WireFault.BAD_VALUE, WireFault.TOO_MANY);
      return;
    }
    Message again = messages.decode(vector.command(), written, vector.format());
    // Before 70001 the relay flag is read and not written.
    if (vector.format().protocolVersion() >= 70001 || !vector.command().equals("version")) {
      assertThat(again).isEqualTo(message);
    }
  }

  private static byte[] mutated(byte[] payload, Random random) {
    byte[] copy = payload.clone();
    for (int i = random.nextInt(3); i >= 0 && copy.length > 0; i--) {
      int at = random.nextInt(Math.min(copy.length, random.nextBoolean() ? 16 : copy.length));
      copy[at] =
          (byte)
              switch (random.nextInt(4)) {
                case 0 -> random.nextInt(256);
                case 1 -> copy[at] ^ 1 << random.nextInt(8);
                default -> List.of(0, 1, 0xfc, 0xfd, 0xfe, 0xff).get(random.nextInt(6));
              };
    }
    return random.nextInt(4) > 0
        ? copy
        : Arrays.copyOf(copy, Math.max(0, copy.length + random.nextInt(9) - 4));
  }

  @Test
  void everyCutMessageIsRefusedOrShorter() throws Exception {
    for (Vector vector : read("golden.json")) {
      Bytes payload = vector.bytes("payload");
      int step = Math.max(1, payload.length() / 50);
      for (int length = 0; length < payload.length(); length += step) {
        Bytes cut = payload.slice(0, length);
        List<Message> decoded = new ArrayList<>();
        Throwable fault =
            catchThrowable(
                () -> decoded.add(messages.decode(vector.command(), cut, vector.format())));
        if (fault != null) {
          assertThat(fault).isInstanceOfAny(PayloadException.class, ViolationException.class);
        } else {
          // Only the end of a version message may be missing.
          assertThat(vector.command()).isEqualTo("version");
        }
      }
    }
  }
}
