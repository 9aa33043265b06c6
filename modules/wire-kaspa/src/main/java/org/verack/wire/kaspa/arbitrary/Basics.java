package org.verack.wire.kaspa.arbitrary;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.ServiceFlags;

/** What the generators of values and messages are made of. */
final class Basics {

  private static final List<Integer> EDGES = List.of(252, 253, 255, 256);
  private static final int FEW = 4;
  private static final int SHORT = 40;

  private static final Arbitrary<Long> WORDS =
      Arbitraries.longs().withDistribution(RandomDistribution.uniform()).withoutEdgeCases();

  static final Arbitrary<Hash> HASHES =
      WORDS
          .map(seed -> Hash.read(filled(Hash.LENGTH, seed).array(), 0))
          .edgeCases(edges -> edges.add(Hash.ZERO));

  static final Arbitrary<ServiceFlags> SERVICES =
      Arbitraries.oneOf(Arbitraries.longs().between(0, 63), Arbitraries.longs())
          .map(ServiceFlags::new);

  private Basics() {}

  static Arbitrary<Long> u32() {
    return Arbitraries.longs().between(0, 0xffff_ffffL);
  }

  static Arbitrary<Integer> u16() {
    return Arbitraries.integers().between(0, 0xffff);
  }

  static Arbitrary<Integer> u8() {
    return Arbitraries.integers().between(0, 0xff);
  }

  /** Exactly so many bytes. */
  static Arbitrary<Bytes> fixed(int length) {
    return WORDS.map(seed -> filled(length, seed));
  }

  /** Byte strings: mostly short, now and then at an edge of CompactSize or at the limit. */
  static Arbitrary<Bytes> bytes(int most) {
    Arbitrary<Bytes> few =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(Math.min(most, SHORT)).map(Bytes::wrap);
    List<Integer> lengths = edges(most, most);
    if (lengths.isEmpty()) {
      return few;
    }
    Arbitrary<Bytes> many =
        Combinators.combine(Arbitraries.of(lengths), WORDS).as(Basics::filled).withoutEdgeCases();
    return Arbitraries.frequencyOf(Tuple.of(40, few), Tuple.of(1, many));
  }

  /** Bytes that are cheap to make; those of seed zero are zero, so that they shrink well. */
  private static Bytes filled(int length, long seed) {
    byte[] bytes = new byte[length];
    if (seed != 0) {
      new SplittableRandom(seed).nextBytes(bytes);
    }
    return Bytes.wrap(bytes);
  }

  static Arbitrary<String> ascii(int most) {
    return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(Math.min(most, SHORT));
  }

  /**
   * Lists: mostly of a few elements, now and then with a count at an edge of CompactSize or at the
   * limit.
   *
   * @param most the limit
   * @param sane the largest count that is made; above it the limit is left out
   */
  static <T> Arbitrary<List<T>> list(Arbitrary<T> elements, int most, int sane) {
    Arbitrary<List<T>> few = elements.list().ofMaxSize(Math.min(most, FEW));
    List<Integer> sizes = edges(most, sane);
    if (sizes.isEmpty()) {
      return few;
    }
    Arbitrary<List<T>> many =
        Combinators.combine(Arbitraries.of(sizes), elements.list().ofMinSize(1).ofMaxSize(FEW))
            .as((size, pattern) -> repeated(pattern, size))
            .withoutEdgeCases();
    return Arbitraries.frequencyOf(Tuple.of(40, few), Tuple.of(1, many));
  }

  static Arbitrary<List<Hash>> hashes(int most) {
    return list(HASHES, most, most);
  }

  /** A long list is a short one over and over: cheap to make, and it shrinks like the short one. */
  static <T> List<T> repeated(List<T> pattern, int size) {
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(pattern.get(i % pattern.size()));
    }
    return list;
  }

  private static List<Integer> edges(int most, int sane) {
    return IntStream.concat(
            EDGES.stream().mapToInt(Integer::intValue), IntStream.of(most - 1, most))
        .filter(size -> size > FEW && size <= most && size <= sane)
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }
}
