package org.verack.wire.secp256k1;

/**
 * A sum of points in the making.
 *
 * <p>The formulas are those for a = 0 of J. Renes, C. Costello and L. Batina, <em>Complete addition
 * formulas for prime order elliptic curves</em> (2015), algorithms 7 and 9. They hold for every two
 * points, equal, opposite and neutral ones too, so nothing here depends on which points they are.
 */
final class Accumulator {

  /** Three times the 7 of the curve. */
  private static final int THREE_B = 21;

  private final Point sum = Point.neutral();
  private final Point next = new Point();
  private final FieldElement xx = new FieldElement();
  private final FieldElement yy = new FieldElement();
  private final FieldElement zz = new FieldElement();
  private final FieldElement xy = new FieldElement();
  private final FieldElement yz = new FieldElement();
  private final FieldElement xz = new FieldElement();
  private final FieldElement left = new FieldElement();
  private final FieldElement right = new FieldElement();

  /** Doubles the sum. */
  void twice() {
    yy.square(sum.y);
    yz.multiply(sum.y, sum.z);
    zz.square(sum.z);
    zz.scale(zz, THREE_B);
    xy.multiply(sum.x, sum.y);

    left.add(yy, yy);
    left.add(left, left);
    left.add(left, left);
    sum.z.multiply(yz, left);

    right.add(yy, zz);
    left.multiply(zz, left);
    zz.scale(zz, 3);
    yy.subtract(yy, zz);
    right.multiply(yy, right);
    sum.y.add(left, right);

    left.multiply(yy, xy);
    sum.x.add(left, left);
  }

  /** Adds a point. */
  void add(Point other) {
    xx.multiply(sum.x, other.x);
    yy.multiply(sum.y, other.y);
    zz.multiply(sum.z, other.z);
    crossProducts(xy, sum.x, sum.y, other.x, other.y, xx, yy);
    crossProducts(yz, sum.y, sum.z, other.y, other.z, yy, zz);
    crossProducts(xz, sum.x, sum.z, other.x, other.z, xx, zz);

    xx.scale(xx, 3);
    zz.scale(zz, THREE_B);
    xz.scale(xz, THREE_B);
    left.add(yy, zz);
    yy.subtract(yy, zz);

    next.x.multiply(xy, yy);
    zz.multiply(yz, xz);
    next.x.subtract(next.x, zz);

    next.y.multiply(yy, left);
    xz.multiply(xz, xx);
    next.y.add(next.y, xz);

    next.z.multiply(left, yz);
    xx.multiply(xx, xy);
    next.z.add(next.z, xx);

    sum.set(next);
  }

  /** Makes the target a1 b2 + b1 a2, of which a1 a2 and b1 b2 are known. */
  private void crossProducts(
      FieldElement target,
      FieldElement a1,
      FieldElement b1,
      FieldElement a2,
      FieldElement b2,
      FieldElement a1a2,
      FieldElement b1b2) {
    left.add(a1, b1);
    right.add(a2, b2);
    target.multiply(left, right);
    target.subtract(target, a1a2);
    target.subtract(target, b1b2);
  }

  void copyTo(Point target) {
    target.set(sum);
  }

  /** Makes the target the x coordinate of the sum, which is not neutral. */
  void x(FieldElement target) {
    target.invert(sum.z);
    target.multiply(target, sum.x);
  }

  void wipe() {
    sum.wipe();
    next.wipe();
    for (FieldElement each : new FieldElement[] {xx, yy, zz, xy, yz, xz, left, right}) {
      each.wipe();
    }
  }
}
