package org.verack.wire.secp256k1;

/**
 * A point of y^2 = x^3 + 7 in projective coordinates: (X : Y : Z) stands for (X / Z, Y / Z), and (0
 * : 1 : 0) for the neutral element. The coordinates have at most magnitude 2.
 */
final class Point {

  final FieldElement x = new FieldElement();
  final FieldElement y = new FieldElement();
  final FieldElement z = new FieldElement();

  static Point affine(FieldElement x, FieldElement y) {
    Point point = new Point();
    point.x.set(x);
    point.y.set(y);
    point.z.n0 = 1;
    return point;
  }

  static Point neutral() {
    Point point = new Point();
    point.y.n0 = 1;
    return point;
  }

  void set(Point other) {
    x.set(other.x);
    y.set(other.y);
    z.set(other.z);
  }

  void wipe() {
    x.wipe();
    y.wipe();
    z.wipe();
  }
}
