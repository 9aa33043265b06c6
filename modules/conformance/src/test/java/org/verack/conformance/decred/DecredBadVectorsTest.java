package org.verack.conformance.decred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.verack.conformance.decred.DecredVectorsTest.NETWORK;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.verack.conformance.wire.Vectors;
import org.verack.conformance.wire.Vectors.Received;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireException;
import org.verack.wire.WireFault;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.decred.DecredMessages;
import org.verack.wire.decred.DecredNetworks;
import org.verack.wire.transport.Frame;

/** What dcrd rejects, the codecs and the plain transport reject, with a fault of the same kind. */
class DecredBadVectorsTest {

  /** Of a transaction and its like, too many are a fault of the payload, as on Bitcoin. */
  private static final Set<String> UNPUNISHED = Set.of("tx", "block", "mixconfirm");

  @TestFactory
  Stream<DynamicTest> payloads() {
    return tests("payload", DecredBadVectorsTest::checkPayload);
  }

  @TestFactory
  Stream<DynamicTest> frames() {
    return tests("frame", DecredBadVectorsTest::checkFrame);
  }

  private interface Check {
    void run(Vector vector) throws Exception;
  }

  private static Stream<DynamicTest> tests(String kind, Check check) {
    return Vectors.read("decred/bad.json").stream()
        .filter(vector -> vector.text("kind").equals(kind))
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> check.run(vector)));
  }

  private static void checkPayload(Vector vector) throws Exception {
    Bytes payload = vector.bytes("payload");
    Throwable fault =
        catchThrowable(() -> NETWORK.messages().decode(vector.command(), payload, vector.format()));
    assertThat(fault).isInstanceOfAny(PayloadException.class, ViolationException.class);
    assertThat(fault.getMessage()).matches("[ -~]{1,400}");
    // A count that lies makes nonsense of what follows, in which each reader finds its own fault.
    if (!vector.text("case").startsWith("varint at offset")) {
      assertFault((WireException) fault, vector);
    }

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
      Received received = Vectors.receive(NETWORK, vector.bytes("frame"));
      assertThat(received.frames()).hasSize(1);
      Frame frame = received.frames().get(0);
      assertThat(frame.fault()).isNull();
      assertThatThrownBy(() -> frame.decode(NETWORK.messages(), vector.format()))
          .isInstanceOf(fault.getClass());
    }
  }

  private static void assertFault(WireException fault, Vector vector) {
    String code = vector.has("errorCode") ? vector.text("errorCode") : "";
    switch (code) {
      case "ErrNonCanonicalVarInt" ->
          assertThat(fault.fault()).isEqualTo(WireFault.NON_CANONICAL_SIZE);
      case "ErrMsgInvalidForPVer" ->
          assertThat(fault.fault()).isEqualTo(WireFault.NOT_AT_THIS_VERSION);
      case "ErrMalformedStrictString",
          "ErrInvalidTimestamp",
          "ErrTooFewAddrs",
          "ErrHeaderContainsTxs",
          "ErrUnknownTxType" ->
          assertThat(fault.fault()).isEqualTo(WireFault.BAD_VALUE);
      case "ErrUnknownNetAddrType" -> assertThat(fault.fault()).isEqualTo(WireFault.BAD_ADDRESS);
      case "ErrMismatchedWitnessCount" ->
          assertThat(fault.fault()).isEqualTo(WireFault.BAD_WITNESS);
      case "ErrVarStringTooLong", "ErrVarBytesTooLong", "ErrUserAgentTooLong" ->
          // Where only the length is there, we miss the rest of the entry before we read it.
          assertThat(fault.fault())
              .isIn(
                  vector.text("case").endsWith("announced")
                      ? Set.of(WireFault.TOO_LONG, WireFault.TRUNCATED)
                      : Set.of(WireFault.TOO_LONG));
      // dcrd asks for the length of a message before it looks into it.
      case "ErrTrailingBytes", "ErrUnknownCmd" ->
          assertThat(fault.fault()).isIn(WireFault.TRAILING_BYTES, WireFault.TOO_LONG);
      case "ErrPayloadTooLarge" ->
          assertThat(fault.fault()).isIn(WireFault.TRAILING_BYTES, WireFault.TOO_LONG);
      case "" -> assertThat(fault.fault()).isEqualTo(WireFault.TRUNCATED);
      default -> {
        if (code.startsWith("ErrTooMany") && !UNPUNISHED.contains(vector.command())) {
          assertThat(fault).isInstanceOf(ViolationException.class);
          assertThat(fault.fault()).isEqualTo(WireFault.TOO_MANY);
        } else if (code.startsWith("ErrTooMany")) {
          assertThat(fault.fault()).isEqualTo(WireFault.TOO_MANY);
        } else {
          assertThat(code).isEqualTo("ErrInvalidMsg");
          assertThat(fault.fault()).isIn(WireFault.BAD_VALUE, WireFault.TOO_MANY);
        }
      }
    }
  }

  private static void checkFrame(Vector vector) throws Exception {
    Bytes stream = vector.bytes("frame");
    String problem = vector.text("case");
    switch (vector.has("errorCode") ? vector.text("errorCode") : "") {
      case "ErrWrongNetwork" -> assertTransportFault(stream, WireFault.WRONG_NETWORK);
      case "ErrPayloadTooLarge" -> {
        // We look at the limit of a message when it is there; until then the frame is incomplete.
        if (vector.text("why").contains("message payload is too large")) {
          assertTransportFault(stream, WireFault.OVERSIZED_FRAME);
        } else {
          assertIncomplete(stream);
        }
      }
      case "ErrPayloadChecksum" -> assertFrameFault(stream, WireFault.BAD_CHECKSUM);
      case "ErrMalformedCmd" -> assertFrameFault(stream, WireFault.BAD_COMMAND);
      case "ErrUnknownCmd" -> {
        if (problem.equals("empty command")) {
          assertFrameFault(stream, WireFault.BAD_COMMAND);
        } else if (problem.startsWith("bad checksum")) {
          // A reject, which dcrd knows no more.
          assertFrameFault(stream, WireFault.BAD_CHECKSUM);
        } else if (problem.startsWith("frame cut") || problem.startsWith("length field")) {
          assertIncomplete(stream);
        } else {
          // A message with its bytes; the network's profile says that it ends the connection.
          Received received = Vectors.receive(NETWORK, stream);
          assertThat(received.frames().get(0).decode(DecredMessages.ALL, vector.format()))
              .isInstanceOf(UnknownMessage.class);
        }
      }
      default -> assertIncomplete(stream);
    }
  }

  private static void assertTransportFault(Bytes stream, WireFault expected) {
    assertThatThrownBy(() -> Vectors.receive(DecredNetworks.MAINNET, stream))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.fault()).isEqualTo(expected));
  }

  /** A frame that announces more than came is no frame; the stream has ended within one. */
  private static void assertIncomplete(Bytes stream) throws TransportException {
    Received received = Vectors.receive(NETWORK, stream);
    assertThat(received.frames()).isEmpty();
    assertThat(received.cut()).isEqualTo(!stream.isEmpty());
  }

  private static void assertFrameFault(Bytes stream, WireFault expected) throws Exception {
    Received received = Vectors.receive(NETWORK, stream);
    assertThat(received.frames()).hasSize(1);
    Frame frame = received.frames().get(0);
    assertThat(frame.fault()).isNotNull();
    assertThat(frame.fault().fault()).isEqualTo(expected);
    assertThat(received.cut()).isFalse();
  }
}
