package org.verack.wire.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.wire.secp256k1.Reference.P;
import static org.verack.wire.secp256k1.Reference.bytes;
import static org.verack.wire.secp256k1.Reference.number;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Numbers modulo p are what {@link BigInteger} says they are. */
class FieldElementProperties {

  private static final long LIMB = 1L << 52;
  private static final long TOP = 1L << 48;
  private static final long SLACK = 1L << 47;

  @Provide
  Arbitrary<BigInteger> numbers() {
    return Numbers.all();
  }

  /** Elements as sums and differences leave them, up to the largest magnitude. */
  @Provide
  Arbitrary<FieldElement> large() {
    return elements(15);
  }

  /** Two of them may be multiplied with each other. */
  @Provide
  Arbitrary<FieldElement> factors() {
    return elements(11);
  }

  private static Arbitrary<FieldElement> elements(int magnitude) {
    return Combinators.combine(
            limbs(magnitude * LIMB + SLACK),
            limbs(magnitude * LIMB),
            limbs(magnitude * LIMB),
            limbs(magnitude * LIMB),
            limbs(magnitude * TOP))
        .as(FieldElementProperties::element);
  }

  private static Arbitrary<Long> limbs(long most) {
    return Arbitraries.frequencyOf(
        Tuple.of(
            1,
            Arbitraries.of(
                0L, 1L, -1L, most, -most, LIMB, LIMB - 1, -LIMB, TOP - 1, TOP, -TOP, SLACK)),
        Tuple.of(
            2,
            Arbitraries.longs()
                .between(-most, most)
                .withDistribution(RandomDistribution.uniform())));
  }

  private static FieldElement element(long n0, long n1, long n2, long n3, long n4) {
    FieldElement element = new FieldElement();
    element.n0 = n0;
    element.n1 = n1;
    element.n2 = n2;
    element.n3 = n3;
    element.n4 = n4;
    return element;
  }

  private static FieldElement element(BigInteger value) {
    FieldElement element = new FieldElement();
    element.read(bytes(value), 0);
    return element;
  }

  private static BigInteger value(FieldElement element) {
    BigInteger value = BigInteger.valueOf(element.n4);
    for (long limb : new long[] {element.n3, element.n2, element.n1, element.n0}) {
      value = value.shiftLeft(52).add(BigInteger.valueOf(limb));
    }
    return value.mod(P);
  }

  private static void assertMagnitudeOne(FieldElement element) {
    assertThat(element.n0).isBetween(-SLACK, LIMB + SLACK);
    assertThat(element.n1).isBetween(0L, LIMB - 1);
    assertThat(element.n2).isBetween(0L, LIMB - 1);
    assertThat(element.n3).isBetween(0L, LIMB - 1);
    assertThat(element.n4).isBetween(0L, TOP - 1);
  }

  @Example
  void edgesAreReadAndReducedAndWritten() {
    for (BigInteger number : Numbers.edges()) {
      assertReadAndWritten(number);
    }
  }

  @Property
  void aNumberIsReadAndReducedAndWritten(@ForAll("numbers") BigInteger number) {
    assertReadAndWritten(number);
  }

  private static void assertReadAndWritten(BigInteger number) {
    BigInteger reduced = number.mod(P);
    assertThat(value(element(number))).isEqualTo(reduced);
    assertThat(number(element(number).toBytes())).isEqualTo(reduced);
    assertThat(element(number).isZero()).isEqualTo(reduced.signum() == 0);
  }

  @Property(tries = 3000)
  void anyElementIsReduced(@ForAll("large") FieldElement element) {
    assertThat(number(element.toBytes())).isEqualTo(value(element));
    assertThat(element.isZero()).isEqualTo(value(element).signum() == 0);
  }

  @Example
  void multiplesOfThePrimeAreZero() {
    for (int factor = -15; factor <= 15; factor++) {
      FieldElement element = new FieldElement();
      for (int i = 0; i < Math.abs(factor); i++) {
        element.add(element, element(P));
      }
      element.negateMasked(factor >> 31);
      assertThat(element.isZero()).isTrue();
      assertThat(element.toBytes()).containsOnly(0);
      FieldElement one = new FieldElement();
      one.add(element, FieldElement.of(1));
      assertThat(number(one.toBytes())).isEqualTo(BigInteger.ONE);
      one.subtract(element, FieldElement.of(1));
      assertThat(number(one.toBytes())).isEqualTo(P.subtract(BigInteger.ONE));
    }
  }

  @Property(tries = 10_000)
  void aProductIsRight(@ForAll("factors") FieldElement a, @ForAll("factors") FieldElement b) {
    assertProduct(a, b);
  }

  @Example
  void productsOfEdgesAreRight() {
    for (BigInteger a : Numbers.edges()) {
      for (BigInteger b : Numbers.edges()) {
        assertProduct(element(a), element(b));
      }
    }
  }

  private static void assertProduct(FieldElement a, FieldElement b) {
    BigInteger expected = value(a).multiply(value(b)).mod(P);
    FieldElement product = new FieldElement();
    product.multiply(a, b);
    assertThat(value(product)).isEqualTo(expected);
    assertMagnitudeOne(product);
    product.set(b);
    product.multiply(a, product);
    assertThat(value(product)).isEqualTo(expected);
  }

  @Property(tries = 5000)
  void aSquareIsRight(@ForAll("factors") FieldElement a) {
    FieldElement square = new FieldElement();
    square.square(a);
    assertThat(value(square)).isEqualTo(value(a).pow(2).mod(P));
    assertMagnitudeOne(square);
    FieldElement inPlace = new FieldElement();
    inPlace.set(a);
    inPlace.square(inPlace);
    assertThat(inPlace.isEqualTo(square)).isTrue();
  }

  @Property
  void sumsDifferencesAndMultiplesAreRight(
      @ForAll("factors") FieldElement a, @ForAll("factors") FieldElement b) {
    FieldElement result = new FieldElement();
    result.add(a, b);
    assertThat(value(result)).isEqualTo(value(a).add(value(b)).mod(P));
    result.subtract(a, b);
    assertThat(value(result)).isEqualTo(value(a).subtract(value(b)).mod(P));
    result.scale(a, 21);
    assertThat(value(result)).isEqualTo(value(a).multiply(BigInteger.valueOf(21)).mod(P));
    assertMagnitudeOne(result);
    assertThat(a.isEqualTo(b)).isEqualTo(value(a).equals(value(b)));
  }

  @Property
  void masksChooseAllOrNothing(
      @ForAll("factors") FieldElement a, @ForAll("factors") FieldElement b) {
    FieldElement result = new FieldElement();
    result.set(a);
    result.negateMasked(0);
    assertThat(value(result)).isEqualTo(value(a));
    result.negateMasked(-1);
    assertThat(value(result)).isEqualTo(value(a).negate().mod(P));
    result.set(a);
    result.addMasked(b, 0);
    assertThat(value(result)).isEqualTo(value(a));
    result.addMasked(b, -1);
    assertThat(value(result)).isEqualTo(value(a).add(value(b)).mod(P));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void anInverseIsRight(@ForAll("large") FieldElement a) {
    FieldElement inverse = new FieldElement();
    inverse.invert(a);
    BigInteger expected = value(a).signum() == 0 ? BigInteger.ZERO : value(a).modInverse(P);
    assertThat(value(inverse)).isEqualTo(expected);
  }

  @Example
  void theInverseOfZeroIsZero() {
    FieldElement inverse = new FieldElement();
    inverse.invert(element(P));
    assertThat(inverse.isZero()).isTrue();
  }

  @Property(tries = 300)
  void aRootIsThatWhichIsASquare(@ForAll("numbers") BigInteger number) {
    BigInteger expected = Reference.root(number.mod(P));
    FieldElement root = new FieldElement();
    assertThat(root.root(element(number))).isEqualTo(expected != null);
    assertThat(element(number).isSquare()).isEqualTo(expected != null);
    if (expected != null) {
      assertThat(value(root)).isEqualTo(expected);
    }
  }
}
