package org.verack.wire.secp256k1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * A number modulo p = 2^256 - 2^32 - 977, changed in place.
 *
 * <p>Its value is the sum of five limbs, the i-th times 2^(52 i). Limbs are signed and may be
 * larger than 52 bits, so that adding and subtracting need no carries. An element has
 * <em>magnitude</em> m if no limb is beyond m times 2^52, and the last not beyond m times 2^48,
 * give or take 2^47: a product has 1, a sum the sum of both, a negation the same. Magnitudes that
 * go into a product are at most 15 each, and at most 128 when multiplied with each other.
 *
 * <p>No operation branches on the value, except those that return a boolean.
 */
final class FieldElement {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long MASK = (1L << 52) - 1;
  private static final long TOP_MASK = (1L << 48) - 1;

  /** What 2^256 is modulo p. */
  private static final long FOLD = 0x1000003d1L;

  /** What 2^260 is modulo p, and the same as {@link Math#multiplyHigh} wants it. */
  private static final long LIMB_FOLD = FOLD << 4;

  private static final long LIMB_FOLD_HIGH = LIMB_FOLD << 6;

  long n0;
  long n1;
  long n2;
  long n3;
  long n4;

  /** Creates zero. */
  FieldElement() {}

  static FieldElement of(long small) {
    FieldElement element = new FieldElement();
    element.n0 = small;
    return element;
  }

  static FieldElement ofHex(String hex) {
    FieldElement element = new FieldElement();
    element.read(HexFormat.of().parseHex(hex), 0);
    return element;
  }

  /** Takes 32 bytes, the highest first; they may say p or more. */
  void read(byte[] bytes, int offset) {
    long high = (long) LONG.get(bytes, offset);
    long upper = (long) LONG.get(bytes, offset + 8);
    long lower = (long) LONG.get(bytes, offset + 16);
    long low = (long) LONG.get(bytes, offset + 24);
    n0 = low & MASK;
    n1 = (low >>> 52 | lower << 12) & MASK;
    n2 = (lower >>> 40 | upper << 24) & MASK;
    n3 = (upper >>> 28 | high << 36) & MASK;
    n4 = high >>> 16;
  }

  /** Returns the least value as 32 bytes, the highest first. */
  byte[] toBytes() {
    FieldElement least = new FieldElement();
    least.set(this);
    least.reduce();
    byte[] bytes = new byte[32];
    LONG.set(bytes, 0, least.n4 << 16 | least.n3 >>> 36);
    LONG.set(bytes, 8, least.n3 << 28 | least.n2 >>> 24);
    LONG.set(bytes, 16, least.n2 << 40 | least.n1 >>> 12);
    LONG.set(bytes, 24, least.n1 << 52 | least.n0);
    least.wipe();
    return bytes;
  }

  void set(FieldElement other) {
    n0 = other.n0;
    n1 = other.n1;
    n2 = other.n2;
    n3 = other.n3;
    n4 = other.n4;
  }

  void wipe() {
    n0 = 0;
    n1 = 0;
    n2 = 0;
    n3 = 0;
    n4 = 0;
  }

  /** Adds an element where all bits of the mask are set, and nothing where none is. */
  void addMasked(FieldElement other, long mask) {
    n0 += other.n0 & mask;
    n1 += other.n1 & mask;
    n2 += other.n2 & mask;
    n3 += other.n3 & mask;
    n4 += other.n4 & mask;
  }

  /** Negates this where all bits of the mask are set, and leaves it where none is. */
  void negateMasked(long mask) {
    n0 = (n0 ^ mask) - mask;
    n1 = (n1 ^ mask) - mask;
    n2 = (n2 ^ mask) - mask;
    n3 = (n3 ^ mask) - mask;
    n4 = (n4 ^ mask) - mask;
  }

  /** Makes this a + b. */
  void add(FieldElement a, FieldElement b) {
    n0 = a.n0 + b.n0;
    n1 = a.n1 + b.n1;
    n2 = a.n2 + b.n2;
    n3 = a.n3 + b.n3;
    n4 = a.n4 + b.n4;
  }

  /** Makes this a - b. */
  void subtract(FieldElement a, FieldElement b) {
    n0 = a.n0 - b.n0;
    n1 = a.n1 - b.n1;
    n2 = a.n2 - b.n2;
    n3 = a.n3 - b.n3;
    n4 = a.n4 - b.n4;
  }

  /** Makes this factor times a, with magnitude 1; the factor times a's magnitude is below 1000. */
  void scale(FieldElement a, int factor) {
    n0 = a.n0 * factor;
    n1 = a.n1 * factor;
    n2 = a.n2 * factor;
    n3 = a.n3 * factor;
    n4 = a.n4 * factor;
    carry();
  }

  /** Brings the magnitude down to 1. */
  private void carry() {
    n1 += n0 >> 52;
    n2 += n1 >> 52;
    n3 += n2 >> 52;
    n4 += n3 >> 52;
    n0 = (n0 & MASK) + (n4 >> 48) * FOLD;
    n1 &= MASK;
    n2 &= MASK;
    n3 &= MASK;
    n4 &= TOP_MASK;
  }

  /** Brings the value into 0 to p - 1, and the limbs to their bits. */
  private void reduce() {
    carry(); // The value is now between -2^50 and 2^256 + 2^50,
    carry(); // and after a second time between 0 and 2^256 - 1, each limb within its bits.
    long above = n0 + FOLD;
    above = n1 + (above >> 52);
    above = n2 + (above >> 52);
    above = n3 + (above >> 52);
    above = n4 + (above >> 52);
    n0 += (above >> 48) * FOLD;
    n1 += n0 >> 52;
    n2 += n1 >> 52;
    n3 += n2 >> 52;
    n4 += n3 >> 52;
    n0 &= MASK;
    n1 &= MASK;
    n2 &= MASK;
    n3 &= MASK;
    n4 &= TOP_MASK;
  }

  boolean isZero() {
    FieldElement least = new FieldElement();
    least.set(this);
    least.reduce();
    return (least.n0 | least.n1 | least.n2 | least.n3 | least.n4) == 0;
  }

  boolean isEqualTo(FieldElement other) {
    FieldElement difference = new FieldElement();
    difference.subtract(this, other);
    return difference.isZero();
  }

  /**
   * Makes this a times b.
   *
   * <p>Each column of the product is kept as a sum of what the products have above 2^52, and of
   * what they have below: the former by {@link Math#multiplyHigh} of factors shifted by six bits
   * each, the latter as the difference to the sum of the products modulo 2^64, which is exact
   * because it is less than 2^55.
   */
  void multiply(FieldElement a, FieldElement b) {
    long a0 = a.n0;
    long a1 = a.n1;
    long a2 = a.n2;
    long a3 = a.n3;
    long a4 = a.n4;
    long b0 = b.n0;
    long b1 = b.n1;
    long b2 = b.n2;
    long b3 = b.n3;
    long b4 = b.n4;
    long s0 = a0 << 6;
    long s1 = a1 << 6;
    long s2 = a2 << 6;
    long s3 = a3 << 6;
    long s4 = a4 << 6;
    long t0 = b0 << 6;
    long t1 = b1 << 6;
    long t2 = b2 << 6;
    long t3 = b3 << 6;
    long t4 = b4 << 6;

    long h0 = high(s0, t0);
    long h1 = high(s0, t1) + high(s1, t0);
    long h2 = high(s0, t2) + high(s1, t1) + high(s2, t0);
    long h3 = high(s0, t3) + high(s1, t2) + high(s2, t1) + high(s3, t0);
    long h4 = high(s0, t4) + high(s1, t3) + high(s2, t2) + high(s3, t1) + high(s4, t0);
    long h5 = high(s1, t4) + high(s2, t3) + high(s3, t2) + high(s4, t1);
    long h6 = high(s2, t4) + high(s3, t3) + high(s4, t2);
    long h7 = high(s3, t4) + high(s4, t3);
    long h8 = high(s4, t4);

    long c0 = a0 * b0 - (h0 << 52);
    long c1 = a0 * b1 + a1 * b0 - (h1 << 52) + h0;
    long c2 = a0 * b2 + a1 * b1 + a2 * b0 - (h2 << 52) + h1;
    long c3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << 52) + h2;
    long c4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << 52) + h3;
    long c5 = a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << 52) + h4;
    long c6 = a2 * b4 + a3 * b3 + a4 * b2 - (h6 << 52) + h5;
    long c7 = a3 * b4 + a4 * b3 - (h7 << 52) + h6;
    long c8 = a4 * b4 - (h8 << 52) + h7;

    setFolded(c0, c1, c2, c3, c4, c5, c6, c7, c8, h8);
  }

  /** Makes this the square of a; a faster {@link #multiply}. */
  void square(FieldElement a) {
    long a0 = a.n0;
    long a1 = a.n1;
    long a2 = a.n2;
    long a3 = a.n3;
    long a4 = a.n4;
    long d0 = a0 << 1;
    long d1 = a1 << 1;
    long d2 = a2 << 1;
    long d3 = a3 << 1;
    long s0 = a0 << 6;
    long s1 = a1 << 6;
    long s2 = a2 << 6;
    long s3 = a3 << 6;
    long s4 = a4 << 6;
    long t0 = a0 << 7;
    long t1 = a1 << 7;
    long t2 = a2 << 7;
    long t3 = a3 << 7;

    long h0 = high(s0, s0);
    long h1 = high(t0, s1);
    long h2 = high(t0, s2) + high(s1, s1);
    long h3 = high(t0, s3) + high(t1, s2);
    long h4 = high(t0, s4) + high(t1, s3) + high(s2, s2);
    long h5 = high(t1, s4) + high(t2, s3);
    long h6 = high(t2, s4) + high(s3, s3);
    long h7 = high(t3, s4);
    long h8 = high(s4, s4);

    long c0 = a0 * a0 - (h0 << 52);
    long c1 = d0 * a1 - (h1 << 52) + h0;
    long c2 = d0 * a2 + a1 * a1 - (h2 << 52) + h1;
    long c3 = d0 * a3 + d1 * a2 - (h3 << 52) + h2;
    long c4 = d0 * a4 + d1 * a3 + a2 * a2 - (h4 << 52) + h3;
    long c5 = d1 * a4 + d2 * a3 - (h5 << 52) + h4;
    long c6 = d2 * a4 + a3 * a3 - (h6 << 52) + h5;
    long c7 = d3 * a4 - (h7 << 52) + h6;
    long c8 = a4 * a4 - (h8 << 52) + h7;

    setFolded(c0, c1, c2, c3, c4, c5, c6, c7, c8, h8);
  }

  private static long high(long x, long y) {
    return Math.multiplyHigh(x, y);
  }

  /** Takes ten columns of a product; those from 2^260 on are folded into the lower ones. */
  private void setFolded(
      long c0, long c1, long c2, long c3, long c4, long c5, long c6, long c7, long c8, long c9) {
    c6 += c5 >> 52;
    c5 &= MASK;
    c7 += c6 >> 52;
    c6 &= MASK;
    c8 += c7 >> 52;
    c7 &= MASK;
    c9 += c8 >> 52;
    c8 &= MASK;

    long h9 = high(c9 << 6, LIMB_FOLD_HIGH);
    c4 += c9 * LIMB_FOLD - (h9 << 52);
    c5 += h9;
    long h5 = high(c5 << 6, LIMB_FOLD_HIGH);
    long h6 = high(c6 << 6, LIMB_FOLD_HIGH);
    long h7 = high(c7 << 6, LIMB_FOLD_HIGH);
    long h8 = high(c8 << 6, LIMB_FOLD_HIGH);
    c0 += c5 * LIMB_FOLD - (h5 << 52);
    c1 += c6 * LIMB_FOLD - (h6 << 52) + h5;
    c2 += c7 * LIMB_FOLD - (h7 << 52) + h6;
    c3 += c8 * LIMB_FOLD - (h8 << 52) + h7;
    c4 += h8;

    c1 += c0 >> 52;
    c2 += c1 >> 52;
    c3 += c2 >> 52;
    c4 += c3 >> 52;
    n0 = (c0 & MASK) + (c4 >> 48) * FOLD;
    n1 = c1 & MASK;
    n2 = c2 & MASK;
    n3 = c3 & MASK;
    n4 = c4 & TOP_MASK;
  }

  /** Makes this a to the power of 2^times, times b. */
  private void powerTimes(FieldElement a, int times, FieldElement b) {
    FieldElement power = new FieldElement();
    power.set(a);
    for (int i = 0; i < times; i++) {
      power.square(power);
    }
    multiply(power, b);
    power.wipe();
  }

  /**
   * The powers of an element that both long exponents begin with. Their binary digits are 223 ones,
   * a zero, 22 ones, and then some that differ.
   */
  private record Powers(FieldElement ones2, FieldElement ones22, FieldElement beginning) {

    static Powers of(FieldElement a) {
      FieldElement ones2 = new FieldElement();
      FieldElement ones3 = new FieldElement();
      FieldElement ones11 = new FieldElement();
      FieldElement ones22 = new FieldElement();
      FieldElement ones44 = new FieldElement();
      FieldElement ones = new FieldElement();
      ones2.powerTimes(a, 1, a);
      ones3.powerTimes(ones2, 1, a);
      ones.powerTimes(ones3, 3, ones3);
      ones.powerTimes(ones, 3, ones3);
      ones11.powerTimes(ones, 2, ones2);
      ones22.powerTimes(ones11, 11, ones11);
      ones44.powerTimes(ones22, 22, ones22);
      ones.powerTimes(ones44, 44, ones44);
      ones.powerTimes(ones, 88, ones);
      ones.powerTimes(ones, 44, ones44);
      ones.powerTimes(ones, 3, ones3);
      ones.powerTimes(ones, 23, ones22);
      ones3.wipe();
      ones11.wipe();
      ones44.wipe();
      return new Powers(ones2, ones22, ones);
    }

    void wipe() {
      ones2.wipe();
      ones22.wipe();
      beginning.wipe();
    }
  }

  /** Makes this the inverse of a, or zero if a is zero: a to the power of p - 2. */
  void invert(FieldElement a) {
    FieldElement base = new FieldElement();
    base.set(a);
    Powers powers = Powers.of(base);
    set(powers.beginning);
    powerTimes(this, 5, base);
    powerTimes(this, 3, powers.ones2);
    powerTimes(this, 2, base);
    powers.wipe();
    base.wipe();
  }

  /**
   * Makes this the square root of a that is itself a square, if a has one: a to the power of (p +
   * 1) / 4.
   *
   * @return whether a is a square; if not, this becomes a root of -a
   */
  boolean root(FieldElement a) {
    FieldElement square = new FieldElement();
    square.set(a);
    Powers powers = Powers.of(square);
    set(powers.beginning);
    powerTimes(this, 6, powers.ones2);
    square(this);
    square(this);
    FieldElement check = new FieldElement();
    check.square(this);
    return check.isEqualTo(square);
  }

  boolean isSquare() {
    return new FieldElement().root(this);
  }
}
