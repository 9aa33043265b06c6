package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.verack.conformance.wire.Vectors.NETWORK;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.verack.conformance.wire.Vectors.Received;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireException;
import org.verack.wire.WireFault;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.transport.Frame;

/**
 * What btcd rejects, the codecs and the plain transport reject too, with a fault of the right kind.
 * Whether the connection then ends is the peer's policy; Bitcoin Core goes on after most of these.
 */
class BadVectorsTest {

  /** Lists that every policy punishes when they are too long. */
  private static final Set<String> COUNTED =
      Set.of("inv", "getdata", "notfound", "addr", "addrv2", "headers", "getblocks", "getheaders");

  @TestFactory
  Stream<DynamicTest> payloads() {
    return Vectors.read("bitcoin/bad.json").stream()
        .filter(vector -> vector.text("kind").equals("payload"))
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> checkPayload(vector)));
  }

  private static void checkPayload(Vector vector) throws Exception {
    Bytes payload = vector.bytes("payload");
    Throwable fault =
        catchThrowable(() -> NETWORK.messages().decode(vector.command(), payload, vector.format()));
    assertThat(fault).isInstanceOfAny(PayloadException.class, ViolationException.class);
    assertThat(fault.getMessage()).matches("[ -~]{1,400}");
    assertFault((WireException) fault, vector);

    byte[] buffer = payload.toArray();
    assertThatThrownBy(
            () ->
                NETWORK
                    .messages()
                    .decode(
                        vector.command(),
                        PayloadReader.borrowing(buffer, 0, buffer.length),
                        vector.format()))
        .isInstanceOf(fault.getClass())
        .hasMessage(fault.getMessage());

    if (vector.has("frame")) {
      Received received = Vectors.receive(vector.bytes("frame"));
      assertThat(received.frames()).hasSize(1);
      Frame frame = received.frames().get(0);
      assertThat(frame.fault()).isNull();
      assertThatThrownBy(() -> frame.decode(NETWORK.messages(), vector.format()))
          .isInstanceOf(fault.getClass());
      assertThat(frame.raw().payload()).isEqualTo(payload);
    }
  }

  private static void assertFault(WireException fault, Vector vector) {
    String why = vector.text("why");
    if (why.contains("non-canonical varint")) {
      assertThat(fault.fault())
          .isIn(WireFault.NON_CANONICAL_SIZE, WireFault.BAD_VALUE, WireFault.BAD_ADDRESS);
    } else if (why.contains("invalid for protocol version")) {
      assertThat(fault.fault()).isEqualTo(WireFault.NOT_AT_THIS_VERSION);
    } else if (why.equals("invalid address size")) {
      assertThat(fault.fault()).isEqualTo(WireFault.BAD_ADDRESS);
    } else if (why.contains("extra bytes after decode")) {
      assertThat(fault.fault()).isIn(WireFault.TRAILING_BYTES, WireFault.TOO_LONG);
    } else if (why.contains("may not contain transactions")) {
      assertThat(fault.fault()).isEqualTo(WireFault.BAD_VALUE);
    } else if (why.contains("too many") && COUNTED.contains(vector.command())) {
      assertThat(fault).isInstanceOf(ViolationException.class);
      assertThat(fault.fault()).isEqualTo(WireFault.TOO_MANY);
    }
  }

  @TestFactory
  Stream<DynamicTest> frames() {
    return Vectors.read("bitcoin/bad.json").stream()
        .filter(vector -> vector.text("kind").equals("frame"))
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> checkFrame(vector)));
  }

  private static void checkFrame(Vector vector) throws Exception {
    Bytes stream = vector.bytes("frame");
    String problem = vector.text("case");
    String why = vector.text("why");
    if (why.contains("from other network")) {
      assertThatThrownBy(() -> Vectors.receive(stream))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.fault()).isEqualTo(WireFault.WRONG_NETWORK));
    } else if (why.contains("message payload is too large")
        || problem.equals("length field 0xffffffff")) {
      assertThatThrownBy(() -> Vectors.receive(stream))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.fault()).isEqualTo(WireFault.OVERSIZED_FRAME));
    } else if (problem.startsWith("length field") || problem.contains("cut") && !utf8(problem)) {
      assertIncomplete(stream);
    } else if (problem.startsWith("header plus")) {
      assertIncomplete(stream);
    } else if (problem.contains("checksum") || problem.startsWith("last four bytes")) {
      assertFrameFault(stream, WireFault.BAD_CHECKSUM);
    } else if (why.contains("received unknown message") && printable(stream)) {
      // Not a fault here: an unknown command is a message with its bytes, and policy decides.
      Received received = Vectors.receive(stream);
      Message message = received.frames().get(0).decode(NETWORK.messages(), vector.format());
      assertThat(message).isInstanceOf(UnknownMessage.class);
    } else {
      assertFrameFault(stream, WireFault.BAD_COMMAND);
    }
  }

  private static boolean utf8(String problem) {
    return problem.contains("UTF-8");
  }

  /** Whether the command field is printable ASCII, then zeros. */
  private static boolean printable(Bytes frame) {
    return new String(frame.slice(4, 12).toArray(), StandardCharsets.ISO_8859_1)
        .matches("[ -~]+\0*");
  }

  /** A frame that announces more than came is no frame; the stream has ended within one. */
  private static void assertIncomplete(Bytes stream) throws TransportException {
    Received received = Vectors.receive(stream);
    assertThat(received.frames()).isEmpty();
    assertThat(received.cut()).isEqualTo(!stream.isEmpty());
  }

  private static void assertFrameFault(Bytes stream, WireFault expected) throws Exception {
    Received received = Vectors.receive(stream);
    assertThat(received.frames()).hasSize(1);
    Frame frame = received.frames().get(0);
    assertThat(frame.fault()).isNotNull();
    assertThat(frame.fault().fault()).isEqualTo(expected);
    assertThat(received.cut()).isFalse();
  }
}
