package org.verack.wire.secp256k1;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Numbers of 256 bits, many of them where carries and reductions happen. */
final class Numbers {

  private Numbers() {}

  static Arbitrary<BigInteger> all() {
    BigInteger most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.of(edges())), Tuple.of(2, runs()), Tuple.of(3, uniform(most)));
  }

  static Arbitrary<BigInteger> secretKeys() {
    BigInteger most = Reference.N.subtract(BigInteger.ONE);
    return all().map(number -> number.mod(most).add(BigInteger.ONE));
  }

  private static Arbitrary<BigInteger> uniform(BigInteger most) {
    return Arbitraries.bigIntegers()
        .between(BigInteger.ZERO, most)
        .withDistribution(RandomDistribution.uniform());
  }

  /** Runs of ones and of zeros, with ends anywhere. */
  private static Arbitrary<BigInteger> runs() {
    return Arbitraries.integers()
        .between(0, 256)
        .list()
        .ofMaxSize(6)
        .map(
            ends -> {
              BigInteger number = BigInteger.ZERO;
              for (int end : ends) {
                number = number.xor(BigInteger.TWO.pow(end).subtract(BigInteger.ONE));
              }
              return number;
            });
  }

  static List<BigInteger> edges() {
    List<BigInteger> edges = new ArrayList<>();
    List<BigInteger> around = new ArrayList<>();
    around.add(Reference.P);
    around.add(Reference.N);
    around.add(Reference.P.shiftRight(1));
    around.add(Reference.N.shiftRight(1));
    around.add(BigInteger.TWO.pow(256).subtract(BigInteger.TWO));
    around.add(new BigInteger("8".repeat(64), 16));
    around.add(Reference.N.subtract(new BigInteger("8".repeat(64), 16)));
    for (int bits : new int[] {2, 4, 32, 33, 48, 52, 64, 104, 128, 156, 192, 208, 255}) {
      around.add(BigInteger.TWO.pow(bits));
    }
    for (BigInteger middle : around) {
      for (int i = -2; i <= 1; i++) {
        edges.add(middle.add(BigInteger.valueOf(i)));
      }
    }
    edges.add(BigInteger.ZERO);
    edges.add(BigInteger.ONE);
    return edges;
  }
}
