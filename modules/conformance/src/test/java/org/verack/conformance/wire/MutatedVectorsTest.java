package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.wire.Vectors.NETWORK;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;

/**
 * Golden payloads with a few bytes changed, removed or added: each is either a fault that says so
 * in one line, or a message that can be looked at, printed and written back.
 */
class MutatedVectorsTest {

  private static final long SEED = 20_090_103;
  private static final int MUTATIONS = 100;
  private static final int LONGEST = 20_000;

  @Test
  void nothingButFaultsAndMessages() throws Exception {
    Random random = new Random(SEED);
    int decoded = 0;
    int refused = 0;
    for (Vector vector : Vectors.read("bitcoin/golden.json")) {
      byte[] payload = vector.bytes("payload").toArray();
      for (int i = 0; payload.length <= LONGEST && i < MUTATIONS; i++) {
        Bytes mutated = Bytes.wrap(mutated(payload, random));
        Message message;
        try {
          message = NETWORK.messages().decode(vector.command(), mutated, vector.format());
        } catch (PayloadException | ViolationException e) {
          assertThat(e.getMessage()).matches("[ -~]{1,400}");
          refused++;
          continue;
        }
        checkDecoded(vector, mutated, message);
        decoded++;
      }
    }
    assertThat(decoded).isGreaterThan(1000);
    assertThat(refused).isGreaterThan(1000);
  }

  private static void checkDecoded(Vector vector, Bytes payload, Message message) throws Exception {
    WireFormat format = vector.format();
    assertThat(message.toString()).matches("[ -~]{1,1000}");
    assertThat(Fields.of(message)).isNotNull();
    if (!canBeWrittenBack(vector)) {
      return;
    }
    Bytes written = NETWORK.messages().encode(message, format);
    // A version message that ends early is written whole, and each true relay flag as one.
    if (!vector.command().equals("version")) {
      assertThat(written).as(vector.toString()).isEqualTo(payload);
    }
    assertThat(NETWORK.messages().decode(vector.command(), written, format)).isEqualTo(message);
  }

  /**
   * Whether everything that can be read at the vector's version can be written: below 209 not more
   * than one address, below 70001 no relay flag.
   */
  private static boolean canBeWrittenBack(Vector vector) {
    int since =
        switch (vector.command()) {
          case "addr" -> 209;
          case "version" -> 70001;
          default -> 0;
        };
    return vector.format().protocolVersion() >= since;
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
}
