package org.verack.conformance.wire;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One change to a byte string.
 *
 * @param kind what is done
 * @param place where, 0 for the beginning to 65535 for the end
 * @param size how many bytes, at least 1
 * @param value what is put there
 */
public record Mutation(Kind kind, int place, int size, int value) {

  /** What is done. */
  public enum Kind {
    FLIP,
    SET,
    INSERT,
    DELETE,
    TRUNCATE,
    SPLICE
  }

  /** Any change; half of them near the beginning, where counts and lengths are. */
  public static Arbitrary<Mutation> any() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.oneOf(
                Arbitraries.integers().between(-40, -1), Arbitraries.integers().between(0, 65535)),
            Arbitraries.integers().between(1, 40),
            Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(0, 1, 2, 0xfc, 0xfd, 0xfe, 0xff)),
                Tuple.of(1, Arbitraries.integers().between(0, 255))))
        .as(Mutation::new);
  }

  /** Applies the change; what is spliced in comes from a second byte string. */
  public byte[] apply(byte[] bytes, byte[] other) {
    int at = place < 0 ? Math.min(-1 - place, bytes.length) : scaled(place, bytes.length);
    return switch (kind) {
      case FLIP -> replaced(bytes, at, b -> b ^ 1 << (value & 7));
      case SET -> replaced(bytes, at, b -> value);
      case INSERT -> joined(bytes, at, filled(size, value), at);
      case DELETE -> joined(bytes, at, new byte[0], Math.min(bytes.length, at + size));
      case TRUNCATE -> Arrays.copyOf(bytes, at);
      case SPLICE -> {
        int from = Math.min(scaled(value << 8, other.length), other.length);
        byte[] piece = Arrays.copyOfRange(other, from, Math.min(other.length, from + size));
        yield joined(bytes, at, piece, Math.min(bytes.length, at + piece.length));
      }
    };
  }

  private static int scaled(int place, int length) {
    return (int) ((long) place * length / 65535);
  }

  private static byte[] filled(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] replaced(byte[] bytes, int at, IntUnaryOperator change) {
    byte[] copy = bytes.clone();
    if (at < copy.length) {
      copy[at] = (byte) change.applyAsInt(copy[at]);
    }
    return copy;
  }

  private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
    byte[] joined = new byte[head + middle.length + bytes.length - tail];
    System.arraycopy(bytes, 0, joined, 0, head);
    System.arraycopy(middle, 0, joined, head, middle.length);
    System.arraycopy(bytes, tail, joined, head + middle.length, bytes.length - tail);
    return joined;
  }
}
