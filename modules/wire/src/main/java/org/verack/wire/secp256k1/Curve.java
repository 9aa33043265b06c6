package org.verack.wire.secp256k1;

/** Multiplication of points by secret keys. The time it takes does not depend on the key. */
final class Curve {

  private static final int STRIDE = 4;

  private Curve() {}

  /**
   * Multiples of the base point times 16^0, 16^4, 16^8 and so on, made when first used. The digits
   * in between share them: one after the other, with four doublings before the next.
   */
  private static final class Base {

    static final Multiples[] MULTIPLES = new Multiples[Scalar.DIGITS / STRIDE];

    static {
      Point power =
          Point.affine(
              FieldElement.ofHex(
                  "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
              FieldElement.ofHex(
                  "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"));
      for (int i = 0; i < MULTIPLES.length; i++) {
        MULTIPLES[i] = new Multiples(power);
        Accumulator sum = new Accumulator();
        sum.add(MULTIPLES[i].last());
        for (int bits = 3; bits < 4 * STRIDE; bits++) {
          sum.twice();
        }
        sum.copyTo(power);
      }
    }

    private Base() {}
  }

  /** The x coordinate of the base point times the key. */
  static FieldElement publicX(byte[] key) {
    Scalar scalar = new Scalar(key);
    Accumulator sum = new Accumulator();
    Point selected = new Point();
    for (int shift = STRIDE - 1; shift >= 0; shift--) {
      for (int i = 0; i < Base.MULTIPLES.length; i++) {
        Base.MULTIPLES[i].select(scalar.digit(STRIDE * i + shift), selected);
        sum.add(selected);
      }
      if (shift > 0) {
        timesSixteen(sum);
      }
    }
    return finish(scalar, sum, selected);
  }

  /** The x coordinate of a point, which is not neutral, times the key. */
  static FieldElement sharedX(byte[] key, Point point) {
    Scalar scalar = new Scalar(key);
    Multiples multiples = new Multiples(point);
    Accumulator sum = new Accumulator();
    Point selected = new Point();
    for (int i = Scalar.DIGITS - 1; i >= 0; i--) {
      multiples.select(scalar.digit(i), selected);
      sum.add(selected);
      if (i > 0) {
        timesSixteen(sum);
      }
    }
    return finish(scalar, sum, selected);
  }

  private static void timesSixteen(Accumulator sum) {
    sum.twice();
    sum.twice();
    sum.twice();
    sum.twice();
  }

  private static FieldElement finish(Scalar scalar, Accumulator sum, Point selected) {
    FieldElement x = new FieldElement();
    sum.x(x);
    scalar.wipe();
    sum.wipe();
    selected.wipe();
    return x;
  }
}
