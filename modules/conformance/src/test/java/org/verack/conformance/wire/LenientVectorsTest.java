package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.wire.Vectors.NETWORK;

import com.google.gson.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.verack.conformance.wire.Vectors.Received;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.wire.Message;

/** What btcd reads but writes differently, such as a version message that ends early. */
class LenientVectorsTest {

  @TestFactory
  Stream<DynamicTest> bitcoin() {
    return Vectors.read("bitcoin/lenient.json").stream()
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> check(vector)));
  }

  private static void check(Vector vector) throws Exception {
    Received received = Vectors.receive(vector.bytes("frame"));
    Message message = received.frames().get(0).decode(NETWORK.messages(), vector.format());
    JsonObject expected = vector.json().getAsJsonObject("fields").deepCopy();
    JsonObject actual = Fields.of(message);
    GoldenVectorsTest.normalize(vector.command(), expected, actual);

    assertThat(actual).isEqualTo(expected);
    assertThat(NETWORK.messages().encode(message, vector.format()))
        .isEqualTo(vector.bytes("reencoded"));
    assertThat(
            NETWORK.messages().decode(vector.command(), vector.bytes("payload"), vector.format()))
        .isEqualTo(message);
  }
}
