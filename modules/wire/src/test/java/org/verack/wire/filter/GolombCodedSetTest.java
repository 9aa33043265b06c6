package org.verack.wire.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.SipHash;
import org.verack.wire.WireFault;

class GolombCodedSetTest {

  private static final SipHash KEY = new SipHash(1, 2);
  private static final int P = BlockFilter.P;
  private static final long M = BlockFilter.M;

  private static List<Bytes> elements(int seed, int count) {
    Random random = new Random(seed);
    List<Bytes> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      elements.add(Bytes.wrap(bytes));
    }
    return elements;
  }

  @Test
  void containsItsElementsAndHardlyAnyOthers() throws Exception {
    for (int count : new int[] {0, 1, 2, 10, 252, 253, 3000}) {
      List<Bytes> elements = elements(count, count);
      GolombCodedSet made = GolombCodedSet.of(P, M, KEY, elements);
      GolombCodedSet read = GolombCodedSet.parse(P, M, KEY, made.encoded());
      assertThat(read).isEqualTo(made).hasSameHashCodeAs(made);
      assertThat(read.size()).isEqualTo((int) elements.stream().distinct().count());
      for (Bytes each : elements.subList(0, Math.min(300, count))) {
        assertThat(read.contains(each)).isTrue();
      }
      List<Bytes> others = new ArrayList<>(elements(count + 1, 1000));
      others.removeAll(elements);
      assertThat(others.stream().filter(read::contains).count()).isLessThan(3);
      assertThat(read.containsAny(elements)).isEqualTo(count > 0);
      assertThat(read.containsAny(List.of())).isFalse();
    }
  }

  @Test
  void oneElementAmongManyIsFound() {
    List<Bytes> elements = elements(1, 500);
    GolombCodedSet set = GolombCodedSet.of(P, M, KEY, elements);
    List<Bytes> asked = new ArrayList<>(elements(2, 50));
    asked.removeAll(elements);
    assertThat(set.containsAny(asked)).isFalse();
    for (int i = 0; i < elements.size(); i += 50) {
      List<Bytes> more = new ArrayList<>(asked);
      more.add(elements.get(i));
      Collections.shuffle(more, new Random(i));
      assertThat(set.containsAny(more)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 3", "1, 2", "10, 784931", "31, 4294967295", "32, 4294967295", "32, 1"})
  void worksWithOtherParameters(int p, long m) throws Exception {
    List<Bytes> elements = elements(3, 100);
    GolombCodedSet made = GolombCodedSet.of(p, m, KEY, elements);
    assertThat(GolombCodedSet.parse(p, m, KEY, made.encoded())).isEqualTo(made);
    assertThat(elements).allSatisfy(each -> assertThat(made.contains(each)).isTrue());
  }

  @Test
  void refusesParametersOutOfRange() {
    for (int p : new int[] {-1, 33}) {
      assertThatThrownBy(() -> GolombCodedSet.of(p, M, KEY, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (long m : new long[] {0, -1, 1L << 32}) {
      assertThatThrownBy(() -> GolombCodedSet.parse(P, m, KEY, Bytes.EMPTY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void assertFault(String encoded, WireFault fault) {
    assertThatThrownBy(() -> GolombCodedSet.parse(P, M, KEY, Bytes.ofHex(encoded)))
        .isInstanceOfSatisfying(
            PayloadException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  @Test
  void refusesEncodingsThatAreNone() {
    assertFault("", WireFault.TRUNCATED);
    // More elements than the bits can hold, up to 2^64 - 1.
    assertFault("01", WireFault.TRUNCATED);
    assertFault("02000000", WireFault.TRUNCATED);
    assertFault("feffffffff" + "00".repeat(100), WireFault.TRUNCATED);
    assertFault("ffffffffffffffffff" + "00".repeat(100), WireFault.TRUNCATED);
    assertFault("fd0100000000", WireFault.NON_CANONICAL_SIZE);
    // Unary parts without an end, or so late that the rest is missing.
    assertFault("01ffffff", WireFault.TRUNCATED);
    assertFault("0200000c0000", WireFault.TRUNCATED);
    // Values beyond N * M: by the unary part alone, by the remainder, by the sum of two.
    assertFault("01ffffffff000000", WireFault.BAD_VALUE);
    assertFault("01bfffff", WireFault.BAD_VALUE);
    assertFault("02c00002000000", WireFault.BAD_VALUE);
    // Bytes and bits left over.
    assertFault("0000", WireFault.TRAILING_BYTES);
    assertFault("0100000000", WireFault.TRAILING_BYTES);
    assertFault("0100000" + "1", WireFault.BAD_VALUE);
  }

  @Test
  void everyTruncationIsNoticedAndNothingElseThrown() {
    Bytes whole = GolombCodedSet.of(P, M, KEY, elements(4, 40)).encoded();
    for (int length = 0; length < whole.length(); length++) {
      Bytes cut = whole.slice(0, length);
      assertThatThrownBy(() -> GolombCodedSet.parse(P, M, KEY, cut))
          .isInstanceOf(PayloadException.class);
    }
  }

  @Test
  void whateverParsesCanBeAsked() {
    Random random = new Random(5);
    List<Bytes> asked = elements(6, 20);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(12)];
      random.nextBytes(bytes);
      bytes[0] = (byte) random.nextInt(5);
      int p = random.nextInt(33);
      long m = 1 + random.nextInt(1 << 20);
      try {
        GolombCodedSet.parse(p, m, KEY, Bytes.wrap(bytes)).containsAny(asked);
      } catch (PayloadException expected) {
        assertThat(expected.fault()).isNotNull();
      }
    }
  }
}
