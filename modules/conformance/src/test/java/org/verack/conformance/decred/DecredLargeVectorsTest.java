package org.verack.conformance.decred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.decred.DecredVectorsTest.NETWORK;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.verack.conformance.wire.Vectors;
import org.verack.conformance.wire.Vectors.Received;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Sha256;
import org.verack.wire.decred.chain.OutPoint;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.decred.chain.TxIn;
import org.verack.wire.decred.chain.TxOut;
import org.verack.wire.decred.message.CFilterV2;
import org.verack.wire.decred.message.Inv;
import org.verack.wire.decred.message.InventoryVector;

/** Messages at the edges of the length fields, built from their recipes. */
class DecredLargeVectorsTest {

  @TestFactory
  Stream<DynamicTest> decred() {
    return Vectors.read("decred/large.json").stream()
        .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> check(vector)));
  }

  private static void check(Vector vector) throws Exception {
    Message message = build(vector);
    Bytes payload = NETWORK.messages().encode(message, vector.format());
    assertThat(payload.length()).isEqualTo(vector.json().get("payloadLength").getAsInt());
    assertThat(payload.toHex()).startsWith(vector.text("payloadPrefix"));
    assertThat(sha256(payload)).isEqualTo(vector.text("payloadSha256"));

    Bytes frame = NETWORK.encode(message, vector.format()).frame();
    assertThat(frame.slice(20, 4).toHex()).isEqualTo(vector.text("checksum"));
    assertThat(sha256(frame)).isEqualTo(vector.text("frameSha256"));

    Received received = Vectors.receive(NETWORK, frame);
    assertThat(received.frames().get(0).decode(NETWORK.messages(), vector.format()))
        .isEqualTo(message);
    if (message instanceof Transaction transaction) {
      assertThat(transaction.txid()).hasToString(vector.text("txid"));
      assertThat(transaction.fullHash()).hasToString(vector.text("fullHash"));
    }
  }

  private static Message build(Vector vector) {
    String recipe = vector.text("recipe");
    return switch (vector.command()) {
      case "inv" ->
          Inv.of(
              IntStream.range(0, number(recipe, "(\\d+) entries"))
                  .mapToObj(i -> new InventoryVector(1 + i % 3, hash(i)))
                  .toList());
      case "tx" -> {
        Bytes script = pattern(number(recipe, "script of (\\d+) bytes"));
        OutPoint outPoint = new OutPoint(hash(0), 1, OutPoint.REGULAR);
        TxIn input = new TxIn(outPoint, TxIn.FINAL_SEQUENCE, 2, 3, 4, script);
        yield Transaction.of(1, List.of(input), List.of(new TxOut(1, 0, script)), 0, 0);
      }
      case "cfilterv2" -> {
        Bytes data = pattern(number(recipe, "data of (\\d+) bytes"));
        yield new CFilterV2(hash(0), data, 5, List.of(hash(1), hash(2)));
      }
      default -> throw new AssertionError("no recipe for " + vector.command());
    };
  }

  private static int number(String recipe, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(recipe);
    assertThat(matcher.find()).as(recipe).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static Bytes pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return Bytes.wrap(bytes);
  }

  private static Hash hash(int value) {
    byte[] bytes = {
      (byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)
    };
    Sha256 sha = new Sha256();
    sha.update(bytes, 0, bytes.length);
    return Hash.read(sha.single(), 0);
  }

  private static String sha256(Bytes bytes) {
    Sha256 sha = new Sha256();
    sha.update(bytes.array(), bytes.offset(), bytes.length());
    return Bytes.wrap(sha.single()).toHex();
  }
}
