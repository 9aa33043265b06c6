package org.verack.wire.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.verack.wire.secp256k1.Reference.G;
import static org.verack.wire.secp256k1.Reference.N;
import static org.verack.wire.secp256k1.Reference.bytes;
import static org.verack.wire.secp256k1.Reference.number;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.verack.wire.secp256k1.Reference.Affine;

/** Points, keys and encodings are what the plain mathematics of {@link Reference} says they are. */
class CurveProperties {

  @Provide
  Arbitrary<BigInteger> keys() {
    return Numbers.secretKeys();
  }

  @Provide
  Arbitrary<BigInteger> numbers() {
    return Numbers.all();
  }

  private static Point point(Affine affine) {
    if (affine == null) {
      return Point.neutral();
    }
    FieldElement x = new FieldElement();
    FieldElement y = new FieldElement();
    x.read(bytes(affine.x()), 0);
    y.read(bytes(affine.y()), 0);
    return Point.affine(x, y);
  }

  /** The same point with other coordinates. */
  private static Point scaled(Point point, BigInteger factor) {
    FieldElement z = new FieldElement();
    z.read(bytes(factor), 0);
    Point scaled = new Point();
    scaled.x.multiply(point.x, z);
    scaled.y.multiply(point.y, z);
    scaled.z.multiply(point.z, z);
    return scaled;
  }

  private static Affine affine(Point point) {
    if (point.z.isZero()) {
      assertThat(point.x.isZero()).isTrue();
      assertThat(point.y.isZero()).isFalse();
      return null;
    }
    FieldElement inverse = new FieldElement();
    FieldElement x = new FieldElement();
    FieldElement y = new FieldElement();
    inverse.invert(point.z);
    x.multiply(point.x, inverse);
    y.multiply(point.y, inverse);
    return new Affine(number(x.toBytes()), number(y.toBytes()));
  }

  private static Affine affine(Accumulator sum) {
    Point point = new Point();
    sum.copyTo(point);
    return affine(point);
  }

  @Property(tries = 100)
  void additionHasNoSpecialCases(
      @ForAll("keys") BigInteger key,
      @ForAll("keys") BigInteger other,
      @ForAll("keys") BigInteger factor) {
    Affine a = Reference.product(key, G);
    Affine b = Reference.product(other, G);
    List<Affine> all = new ArrayList<>(List.of(a, a.negated(), b, b.negated(), G));
    all.add(null);
    for (Affine left : all) {
      for (Affine right : all) {
        Accumulator sum = new Accumulator();
        sum.add(scaled(point(left), factor));
        sum.add(point(right));
        assertThat(affine(sum)).isEqualTo(Reference.sum(left, right));
      }
      Accumulator sum = new Accumulator();
      sum.add(scaled(point(left), factor));
      sum.twice();
      assertThat(affine(sum)).isEqualTo(Reference.sum(left, left));
    }
  }

  @Example
  void aMultipleIsSelectedWithItsSign() {
    Point one = point(Reference.product(BigInteger.valueOf(77), G));
    Multiples multiples = new Multiples(one);
    Point selected = point(G);
    for (int factor = -Multiples.COUNT; factor <= Multiples.COUNT; factor++) {
      multiples.select(factor, selected);
      assertThat(affine(selected))
          .isEqualTo(Reference.product(BigInteger.valueOf(77L * factor).mod(N), G));
    }
  }

  @Property
  void theDigitsOfAKeyAreTheKey(@ForAll("keys") BigInteger key) {
    assertDigits(key);
  }

  @Example
  void theDigitsOfKeysAtTheEdgesAreTheKeys() {
    for (BigInteger edge : Numbers.edges()) {
      if (edge.signum() > 0 && edge.compareTo(N) < 0) {
        assertDigits(edge);
      }
    }
  }

  private static void assertDigits(BigInteger key) {
    Scalar scalar = new Scalar(bytes(key));
    BigInteger sum = BigInteger.ZERO;
    for (int i = Scalar.DIGITS - 1; i >= 0; i--) {
      assertThat(scalar.digit(i)).isBetween(-8, 7);
      sum = sum.shiftLeft(4).add(BigInteger.valueOf(scalar.digit(i)));
    }
    assertThat(sum.mod(N)).isEqualTo(key);
    scalar.wipe();
    for (int i = 0; i < Scalar.DIGITS; i++) {
      assertThat(scalar.digit(i)).isZero();
    }
  }

  @Example
  void onlyNumbersBelowTheOrderAreKeys() {
    for (BigInteger edge : Numbers.edges()) {
      boolean valid = edge.signum() > 0 && edge.compareTo(N) < 0;
      assertThat(EllSwift.isSecretKey(bytes(edge))).isEqualTo(valid);
    }
    assertThat(EllSwift.isSecretKey(new byte[31])).isFalse();
    assertThat(EllSwift.isSecretKey(new byte[33])).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EllSwift.sharedX(bytes(N), new byte[64]))
        .withMessage("not a secret key of secp256k1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EllSwift.encode(new byte[32], new Random(1)))
        .withMessage("not a secret key of secp256k1");
  }

  @Example
  void keysAtTheEdgesAreMultiplied() {
    Affine other = Reference.product(BigInteger.valueOf(12345), G);
    for (BigInteger edge : Numbers.edges()) {
      if (EllSwift.isSecretKey(bytes(edge))) {
        assertProducts(edge, other);
      }
    }
  }

  @Property(tries = 200)
  void aKeyIsMultiplied(@ForAll("keys") BigInteger key, @ForAll("keys") BigInteger other) {
    assertProducts(key, Reference.product(other, G));
  }

  private static void assertProducts(BigInteger key, Affine other) {
    assertThat(number(Curve.publicX(bytes(key)).toBytes()))
        .isEqualTo(Reference.product(key, G).x());
    assertThat(number(Curve.sharedX(bytes(key), point(other)).toBytes()))
        .isEqualTo(Reference.product(key, other).x());
  }

  @Property(tries = 500)
  void anySixtyFourBytesAreDecoded(
      @ForAll("numbers") BigInteger u, @ForAll("numbers") BigInteger t) {
    assertThat(number(EllSwift.decode(encoded(u, t)))).isEqualTo(Reference.decode(u, t));
  }

  private static byte[] encoded(BigInteger u, BigInteger t) {
    byte[] encoded = new byte[EllSwift.ENCODED_LENGTH];
    System.arraycopy(bytes(u), 0, encoded, 0, 32);
    System.arraycopy(bytes(t), 0, encoded, 32, 32);
    return encoded;
  }

  @Property(tries = 200)
  void everyInverseIsDecodedToWhatItIsTheInverseOf(
      @ForAll("keys") BigInteger key, @ForAll("numbers") BigInteger u) {
    Assume.that(u.mod(Reference.P).signum() != 0);
    BigInteger x = Reference.product(key, G).x();
    List<BigInteger> found = new ArrayList<>();
    for (int which = 0; which < 8; which++) {
      byte[] t = EllSwift.inverse(bytes(x), bytes(u), which);
      if (t != null) {
        assertThat(Reference.decode(u, number(t))).isEqualTo(x);
        found.add(number(t));
      }
    }
    assertThat(found).doesNotHaveDuplicates();
  }

  @Property(tries = 100)
  void twoSidesAgree(@ForAll("keys") BigInteger key, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] ours = bytes(key);
    byte[] theirs = EllSwift.randomKey(random);
    byte[] oursEncoded = EllSwift.encode(ours, random);
    byte[] theirsEncoded = EllSwift.encode(theirs, random);
    assertThat(number(EllSwift.decode(oursEncoded))).isEqualTo(Reference.product(key, G).x());
    assertThat(EllSwift.sharedX(ours, theirsEncoded))
        .isEqualTo(EllSwift.sharedX(theirs, oursEncoded));
    assertThat(EllSwift.encode(ours, random)).isNotEqualTo(oursEncoded);
  }
}
