package org.verack.wire.secp256k1;

/** A point and its first eight multiples, of which one is selected without saying which. */
final class Multiples {

  /** The largest multiple. */
  static final int COUNT = 8;

  private final Point[] points = new Point[COUNT];

  Multiples(Point one) {
    Accumulator sum = new Accumulator();
    for (int i = 0; i < COUNT; i++) {
      sum.add(one);
      points[i] = new Point();
      sum.copyTo(points[i]);
    }
  }

  /** The last of them. */
  Point last() {
    return points[COUNT - 1];
  }

  /** Makes the target the multiple by a number from -8 to 8; reads all of them to do so. */
  void select(int factor, Point target) {
    int sign = factor >> 31;
    int size = (factor ^ sign) - sign;
    target.wipe();
    target.y.n0 = equalMask(size, 0);
    target.y.negateMasked(-1); // the mask is -1 if the neutral element is meant
    for (int i = 0; i < COUNT; i++) {
      long mask = equalMask(size, i + 1);
      Point point = points[i];
      target.x.addMasked(point.x, mask);
      target.y.addMasked(point.y, mask);
      target.z.addMasked(point.z, mask);
    }
    target.y.negateMasked(sign);
  }

  private static long equalMask(int a, int b) {
    return ((long) (a ^ b) - 1) >> 63;
  }
}
