package org.verack.peer.testkit.arbitrary;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

  /** Counts and lengths at which a CompactSize grows or had better not. */
  static final List<Integer> COMPACT_SIZE_EDGES = List.of(252, 253, 254, 255, 256);

  private static final int FEW = 4;

  /** How many short lists there are for each long one: within other lists, and in a message. */
  private static final int RARELY = 40;

  private static final int OFTEN = 9;

  /** How many lists there are for each that is as long as it may be, where that is expensive. */
  private static final int HARDLY_EVER = 80;

  private static final int EDGES_FOR_EACH_OTHER = 7;
  private static final int SHORT = 40;
  private static final long MAX_U32 = 0xffff_ffffL;

  private static final Arbitrary<Long> WORDS =
      Arbitraries.longs()
          .withDistribution(RandomDistribution.uniform())
          .edgeCases(edges -> edges.includeOnly(0L, -1L));

  static final Arbitrary<Hash> HASHES =
      Combinators.combine(WORDS, WORDS, WORDS, WORDS)
          .as(Basics::hash)
          // Not added to none: jqwik 1.9.3 fails at that when the edge cases are asked for.
          .edgeCases(edges -> edges.includeOnly(Hash.ZERO, hash(-1, -1, -1, -1)));

  static final Arbitrary<ServiceFlags> SERVICES =
      Arbitraries.frequencyOf(
              Tuple.of(3, Arbitraries.longs().between(0, 0xfff)), Tuple.of(1, Arbitraries.longs()))
          .map(ServiceFlags::new);

  private Basics() {}

  private static Hash hash(long w0, long w1, long w2, long w3) {
    byte[] bytes = new byte[Hash.LENGTH];
    long[] words = {w0, w1, w2, w3};
    for (int i = 0; i < Hash.LENGTH; i++) {
      bytes[i] = (byte) (words[i >>> 3] >>> (8 * (i & 7)));
    }
    return Hash.read(bytes, 0);
  }

  static Arbitrary<Long> u32() {
    return Arbitraries.longs().between(0, MAX_U32);
  }

  static Arbitrary<Integer> u8() {
    return Arbitraries.integers().between(0, 255);
  }

  static Arbitrary<Integer> ports() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.of(8333, 18444)),
        Tuple.of(2, Arbitraries.integers().between(0, 0xffff)));
  }

  /** Byte strings: mostly short, now and then at an edge of CompactSize or at the limit. */
  static Arbitrary<Bytes> bytes(int least, int most) {
    Arbitrary<Bytes> few = shortBytes(least, most);
    List<Integer> lengths = edges(least, most, most);
    if (lengths.isEmpty()) {
      return few;
    }
    Arbitrary<Bytes> many =
        Combinators.combine(sizes(least, lengths), WORDS).as(Basics::filled).withoutEdgeCases();
    return Arbitraries.frequencyOf(Tuple.of(30, few), Tuple.of(1, many));
  }

  /** Byte strings that are short if they may be. */
  static Arbitrary<Bytes> shortBytes(int least, int most) {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(least)
        .ofMaxSize(Math.min(most, Math.max(least, SHORT)))
        .map(Bytes::wrap);
  }

  /** Bytes that are cheap to make; those of seed zero are zero, so that they shrink well. */
  private static Bytes filled(int length, long seed) {
    byte[] bytes = new byte[length];
    if (seed != 0) {
      new SplittableRandom(seed).nextBytes(bytes);
    }
    return Bytes.wrap(bytes);
  }

  /** Text in the characters that the wire can carry, of which the first 128 are the likeliest. */
  static Arbitrary<String> text(int most) {
    Arbitrary<String> latin1 = Arbitraries.strings().withCharRange((char) 0, (char) 0xff);
    Arbitrary<String> few =
        Arbitraries.frequencyOf(
            Tuple.of(4, ascii(0, Math.min(most, SHORT))),
            Tuple.of(1, latin1.map(text -> cut(text, Math.min(most, SHORT)))));
    List<Integer> lengths = edges(0, most, most);
    if (lengths.isEmpty()) {
      return few;
    }
    Arbitrary<String> many =
        Combinators.combine(sizes(0, lengths), Arbitraries.chars().range(' ', '~'))
            .as((length, character) -> String.valueOf(character).repeat(length))
            .withoutEdgeCases();
    return Arbitraries.frequencyOf(Tuple.of(30, few), Tuple.of(1, many));
  }

  private static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }

  static Arbitrary<String> ascii(int least, int most) {
    return Arbitraries.strings().withCharRange(' ', '~').ofMinLength(least).ofMaxLength(most);
  }

  /**
   * Lists without a limit that could be reached; see {@link #list(Arbitrary, int, int)}.
   *
   * @param elements what short lists are made of
   * @param small what long lists are made of
   */
  static <T> Arbitrary<List<T>> list(Arbitrary<T> elements, Arbitrary<T> small) {
    return list(elements, small, Integer.MAX_VALUE, COMPACT_SIZE_EDGES.getLast(), RARELY);
  }

  /**
   * Lists: mostly of a few elements, now and then with a count at an edge of CompactSize or at the
   * limit.
   *
   * @param most the limit
   * @param sane the largest count that is made; above it the limit is left out
   */
  static <T> Arbitrary<List<T>> list(Arbitrary<T> elements, int most, int sane) {
    return list(elements, elements, most, sane, OFTEN);
  }

  /**
   * Lists as {@link #list(Arbitrary, int, int)} makes them, and hardly ever one that is as long as
   * it may be, or one shorter.
   *
   * @param most the limit
   * @param sane the largest count that is made more often
   */
  static <T> Arbitrary<List<T>> listUpToLimit(Arbitrary<T> elements, int most, int sane) {
    return Arbitraries.frequencyOf(
        Tuple.of(HARDLY_EVER, list(elements, most, sane)),
        Tuple.of(1, longList(elements, List.of(most - 1, most))));
  }

  private static <T> Arbitrary<List<T>> list(
      Arbitrary<T> elements, Arbitrary<T> small, int most, int sane, int fewForEachLong) {
    Arbitrary<List<T>> few = elements.list().ofMaxSize(Math.min(most, FEW));
    List<Integer> sizes = edges(0, most, sane);
    if (sizes.isEmpty()) {
      return few;
    }
    return Arbitraries.frequencyOf(
        Tuple.of(fewForEachLong, few), Tuple.of(1, longList(small, sizes)));
  }

  private static <T> Arbitrary<List<T>> longList(Arbitrary<T> elements, List<Integer> sizes) {
    return Combinators.combine(sizes(0, sizes), elements.list().ofMinSize(1).ofMaxSize(FEW))
        .as((size, pattern) -> repeated(pattern, size))
        .withoutEdgeCases();
  }

  /** A long list is a short one over and over: cheap to make, and it shrinks like the short one. */
  private static <T> List<T> repeated(List<T> pattern, int size) {
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(pattern.get(i % pattern.size()));
    }
    return list;
  }

  /**
   * Sizes that are mostly an edge, and shrink to any smaller one: what fails above n fails, in the
   * end, at n + 1.
   */
  private static Arbitrary<Integer> sizes(int least, List<Integer> edges) {
    return Arbitraries.integers()
        .between(least, edges.getLast())
        .withDistribution(
            (size, min, max, center) -> random -> BigInteger.valueOf(pick(least, edges, random)))
        .withoutEdgeCases();
  }

  private static int pick(int least, List<Integer> edges, Random random) {
    return random.nextInt(EDGES_FOR_EACH_OTHER + 1) == 0
        ? least + random.nextInt(edges.getLast() - least + 1)
        : edges.get(random.nextInt(edges.size()));
  }

  private static List<Integer> edges(int least, int most, int sane) {
    return IntStream.concat(
            COMPACT_SIZE_EDGES.stream().mapToInt(Integer::intValue),
            IntStream.of(0xffff, 0x10000, most - 1, most))
        .filter(size -> size >= least && size <= most && size <= sane)
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }
}
