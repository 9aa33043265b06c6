package org.verack.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;

/** What the codec of a message of one's own may rely on. */
class PayloadReaderTest {

  private interface Reading {
    Object from(PayloadReader in) throws PayloadException, ViolationException;
  }

  private static PayloadReader over(String hex) {
    return PayloadReader.over(Bytes.ofHex(hex));
  }

  /** In the middle of an array, as within a packet that was decrypted. */
  private static PayloadReader borrowing(String hex) {
    byte[] array = Bytes.ofHex("eeee" + hex + "ffffff").toArray();
    return PayloadReader.borrowing(array, 2, array.length - 5);
  }

  private static Stream<Arguments> fields() {
    return Stream.of(
        field(1, 0x01, in -> in.readU8("field")),
        field(1, true, in -> in.readBoolean("field")),
        field(2, 0x0201, in -> in.readU16("field")),
        field(2, 0x0102, in -> in.readPort("field")),
        field(4, 0x04030201, in -> in.readI32("field")),
        field(4, 0x04030201L, in -> in.readU32("field")),
        field(8, 0x0807060504030201L, in -> in.readI64("field")),
        field(32, Hash.read(counting(32).toArray(), 0), in -> in.readHash("field")),
        field(5, counting(5), in -> in.readBytes(5)));
  }

  private static Arguments field(int size, Object value, Reading reading) {
    return Arguments.of(size, value, reading);
  }

  private static Bytes counting(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i + 1);
    }
    return Bytes.wrap(bytes);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFieldTakesItsBytesAndNoMore(int size, Object value, Reading reading) throws Exception {
    String hex = counting(size).toHex();
    for (PayloadReader in : List.of(over(hex + "ff"), borrowing(hex + "ff"))) {
      assertThat(reading.from(in)).isEqualTo(value);
      assertThat(in.offset()).isEqualTo(size);
      assertThat(in.remaining()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFieldThatIsCutOffIsAFaultWhereItBegins(int size, Object value, Reading reading)
      throws Exception {
    String cut = "aa" + counting(size).slice(0, size - 1).toHex();
    for (PayloadReader in : List.of(over(cut), borrowing(cut))) {
      assertThat(in.readU8("before")).isEqualTo(0xaa);
      assertThatExceptionOfType(PayloadException.class)
          .isThrownBy(() -> reading.from(in))
          .withMessageContaining("needs " + size + " bytes, " + (size - 1) + " remain")
          .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TRUNCATED))
          .satisfies(e -> assertThat(e.offset()).isEqualTo(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fd", "fdfd", "fe000001", "ff00000000010000"})
  void aSizeThatIsCutOffIsAFaultWhereItBegins(String hex) throws Exception {
    PayloadReader in = borrowing("aa" + hex);
    in.skip(1, "before");
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> in.readCompactSize("count"))
        .withMessageContaining("count needs " + CompactSize.size(biggest(hex)) + " bytes")
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TRUNCATED))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(1));
  }

  private static long biggest(String hex) {
    return switch (hex.substring(0, 2)) {
      case "fd" -> 0xffff;
      case "fe" -> 0xffff_ffffL;
      default -> -1;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"fdfc00", "feffff0000", "ffffffffff00000000"})
  void aSizeNotInItsShortestFormIsAFaultWhereItBegins(String hex) throws Exception {
    PayloadReader in = borrowing("aa" + hex);
    in.skip(1, "before");
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> in.readCompactSize("count"))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.NON_CANONICAL_SIZE))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(1));
  }

  @Test
  void aCountIsAllowedUpToItsLimitIfTheBytesCanHoldSoMany() throws Exception {
    assertThat(over("0300000000000000").readCount("things", 3, 2)).isEqualTo(3);
    assertThat(over("03000000000000").readCountOrViolation("things", 3, 2)).isEqualTo(3);
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> over("030000000000").readCount("things", 3, 2))
        .withMessageContaining("3 things needs 6 bytes, 5 remain")
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TRUNCATED));
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> over("0400000000").readCount("things", 3, 1))
        .withMessageContaining("4 things, limit 3")
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TOO_MANY));
    assertThatExceptionOfType(ViolationException.class)
        .isThrownBy(() -> over("ffffffffffffffffff").readCountOrViolation("things", 3, 1))
        .withMessageContaining("18446744073709551615 things, limit 3")
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TOO_MANY));
  }

  /** As an int, that product would be small. */
  @Test
  void manyLargeThingsDoNotOverflow() {
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(
            () -> over("fe00000080" + "00".repeat(64)).readCount("things", 1 << 30, 1 << 30))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TOO_MANY));
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> over("fe00000040" + "00".repeat(64)).readCount("things", 1 << 30, 4))
        .withMessageContaining("needs 4294967296 bytes")
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TRUNCATED));
  }

  @Test
  void bytesWithTheirLengthCanBeReadOrSkipped() throws Exception {
    assertThat(over("03010203").readVarBytes("bytes", 3)).isEqualTo(counting(3));
    PayloadReader in = over("03010203ff");
    assertThat(in.skipVarBytes("bytes", 3)).isEqualTo(3);
    assertThat(in.readU8("next")).isEqualTo(0xff);
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> over("0401020304").skipVarBytes("bytes", 3))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TOO_LONG));
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> over("030102").skipVarBytes("bytes", 3))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TRUNCATED));
  }

  @Test
  void aReaderGivesThePartItReadAndTheWhole() throws Exception {
    for (PayloadReader in : List.of(over("0102030405"), borrowing("0102030405"))) {
      in.skip(1, "before");
      int from = in.offset();
      in.skip(3, "part");
      assertThat(in.since(from)).isEqualTo(Bytes.ofHex("020304"));
      assertThat(in.whole()).isEqualTo(counting(5));
      assertThatExceptionOfType(PayloadException.class)
          .isThrownBy(() -> in.expectEnd("message"))
          .satisfies(e -> assertThat(e.fault()).isEqualTo(WireFault.TRAILING_BYTES))
          .satisfies(e -> assertThat(e.offset()).isEqualTo(4));
    }
  }

  @Test
  void bytesOfABorrowedArrayAreCopied() throws Exception {
    byte[] array = counting(5).toArray();
    PayloadReader in = PayloadReader.borrowing(array, 1, 3);
    Bytes whole = in.whole();
    Bytes read = in.readBytes(3);
    Bytes since = in.since(0);
    array[1] = 99;
    assertThat(List.of(whole, read, since)).containsOnly(Bytes.ofHex("020304"));
  }

  @Test
  void aTextTakesAnyByteAndNoOtherCharacter() throws Exception {
    PayloadWriter out = new PayloadWriter(3);
    out.writeVarString("text", "\u0000\u00ff", 2);
    assertThat(out.finish()).isEqualTo(Bytes.ofHex("0200ff"));
    assertThat(over("0200ff").readVarString("text", 2)).isEqualTo("\u0000\u00ff");
  }
}
