package org.verack.wire.secp256k1;

import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Public keys of secp256k1 as 64 bytes that look like any others, and what two of them agree on
 * (BIP 324, ElligatorSwift and x-only ECDH). Stateless.
 *
 * <p>An encoding is two numbers u and t modulo p. Every 64 bytes are the encoding of some key, and
 * every key has about 2^256 encodings.
 */
public final class EllSwift {

  /** The length of a secret key and of an x coordinate. */
  public static final int KEY_LENGTH = 32;

  /** The length of an encoded public key. */
  public static final int ENCODED_LENGTH = 64;

  private static final int CASES = 8;

  private static final FieldElement ONE = FieldElement.of(1);
  private static final FieldElement SEVEN = FieldElement.of(7);
  private static final FieldElement HALF = new FieldElement();
  private static final FieldElement ROOT_OF_MINUS_3 =
      FieldElement.ofHex("0a2d2ba93507f1df233770c2a797962cc61f6d15da14ecd47d8d27ae1cd5f852");

  /** (1 - c) / 2 and (1 + c) / 2, where c is the root of -3. */
  private static final FieldElement LESS_HALF = new FieldElement();

  private static final FieldElement MORE_HALF = new FieldElement();

  static {
    HALF.invert(FieldElement.of(2));
    LESS_HALF.subtract(ONE, ROOT_OF_MINUS_3);
    LESS_HALF.multiply(LESS_HALF, HALF);
    MORE_HALF.add(ONE, ROOT_OF_MINUS_3);
    MORE_HALF.multiply(MORE_HALF, HALF);
  }

  private EllSwift() {}

  /**
   * Tells whether bytes are a secret key.
   *
   * @param key the bytes
   * @return whether they are 32 and say, the highest first, 1 to the order of the group minus 1
   */
  public static boolean isSecretKey(byte[] key) {
    return Scalar.isValid(key);
  }

  /**
   * Draws a secret key.
   *
   * @param random where from
   * @return 32 bytes
   */
  public static byte[] randomKey(RandomGenerator random) {
    byte[] key = new byte[KEY_LENGTH];
    do {
      random.nextBytes(key);
    } while (!isSecretKey(key));
    return key;
  }

  /**
   * Encodes the public key of a secret one, in a way that is drawn at random.
   *
   * @param key the secret key
   * @param random where from
   * @return 64 bytes
   * @throws IllegalArgumentException if it is not a secret key
   */
  public static byte[] encode(byte[] key, RandomGenerator random) {
    FieldElement x = Curve.publicX(key);
    FieldElement u = new FieldElement();
    byte[] encoded = new byte[ENCODED_LENGTH];
    byte[] drawn = new byte[KEY_LENGTH];
    while (true) {
      random.nextBytes(drawn);
      u.read(drawn, 0);
      int which = random.nextInt(CASES);
      FieldElement t = u.isZero() ? null : inverse(x, u, which);
      if (t != null) {
        System.arraycopy(drawn, 0, encoded, 0, KEY_LENGTH);
        System.arraycopy(t.toBytes(), 0, encoded, KEY_LENGTH, KEY_LENGTH);
        return encoded;
      }
    }
  }

  /**
   * Tells whether a public key belongs to a secret one.
   *
   * @param key the secret key
   * @param encoded the public key, any 64 bytes
   * @return whether it does
   */
  public static boolean isKeyOf(byte[] key, byte[] encoded) {
    return Curve.publicX(key).isEqualTo(decodePoint(encoded).x);
  }

  /**
   * Decodes a public key.
   *
   * @param encoded any 64 bytes
   * @return its x coordinate, 32 bytes
   */
  public static byte[] decode(byte[] encoded) {
    return decodePoint(encoded).x.toBytes();
  }

  /**
   * Multiplies the remote's public key with our secret one.
   *
   * @param key our secret key
   * @param encoded the remote's public key, any 64 bytes
   * @return the x coordinate of the product, 32 bytes; a secret
   * @throws IllegalArgumentException if ours is not a secret key
   */
  public static byte[] sharedX(byte[] key, byte[] encoded) {
    FieldElement x = Curve.sharedX(key, decodePoint(encoded));
    byte[] bytes = x.toBytes();
    x.wipe();
    return bytes;
  }

  /**
   * Finds the other half of an encoding.
   *
   * @param x an x coordinate of the curve, 32 bytes
   * @param u the first half, 32 bytes that are not zero modulo p
   * @param which which of the up to eight halves that there are, 0 to 7
   * @return the second half, 32 bytes; null if there is none
   */
  public static byte @Nullable [] inverse(byte[] x, byte[] u, int which) {
    Objects.checkIndex(which, CASES);
    FieldElement t = inverse(element(x), element(u), which);
    return t == null ? null : t.toBytes();
  }

  private static FieldElement element(byte[] bytes) {
    if (bytes.length != KEY_LENGTH) {
      throw new IllegalArgumentException(bytes.length + " bytes are no field element");
    }
    FieldElement element = new FieldElement();
    element.read(bytes, 0);
    return element;
  }

  /** XSwiftEC of the BIP; also the y coordinate, whichever of the two. */
  private static Point decodePoint(byte[] encoded) {
    if (encoded.length != ENCODED_LENGTH) {
      throw new IllegalArgumentException(encoded.length + " bytes are no encoded key");
    }
    FieldElement u = element(Arrays.copyOf(encoded, KEY_LENGTH));
    FieldElement t = element(Arrays.copyOfRange(encoded, KEY_LENGTH, ENCODED_LENGTH));
    if (u.isZero()) {
      u.set(ONE);
    }
    if (t.isZero()) {
      t.set(ONE);
    }
    FieldElement g = new FieldElement();
    FieldElement tt = new FieldElement();
    FieldElement sum = new FieldElement();
    curve(g, u);
    tt.square(t);
    sum.add(g, tt);
    if (sum.isZero()) {
      t.add(t, t);
      tt.square(t);
      sum.add(g, tt);
    }
    // With X = (g - t^2) / 2t and Y = (X + t) / cu: Y is sum / 2tcu, X / Y is (g - t^2) cu / sum.
    FieldElement cu = new FieldElement();
    FieldElement divisor = new FieldElement();
    FieldElement inverse = new FieldElement();
    cu.multiply(ROOT_OF_MINUS_3, u);
    divisor.multiply(cu, t);
    divisor.add(divisor, divisor);
    inverse.multiply(divisor, sum);
    inverse.invert(inverse);

    FieldElement x = new FieldElement();
    FieldElement y = new FieldElement();
    x.square(sum);
    x.multiply(x, inverse);
    x.square(x);
    x.scale(x, 4);
    x.add(x, u);
    if (rootOfCurve(y, x)) {
      return Point.affine(x, y);
    }
    FieldElement quotient = new FieldElement();
    quotient.subtract(g, tt);
    quotient.multiply(quotient, cu);
    quotient.multiply(quotient, divisor);
    quotient.multiply(quotient, inverse);
    x.add(quotient, u);
    x.negateMasked(-1);
    x.multiply(x, HALF);
    if (rootOfCurve(y, x)) {
      return Point.affine(x, y);
    }
    x.subtract(quotient, u);
    x.multiply(x, HALF);
    if (!rootOfCurve(y, x)) {
      throw new AssertionError("one of the three is always on the curve");
    }
    return Point.affine(x, y);
  }

  /** Makes the target x^3 + 7. */
  private static void curve(FieldElement target, FieldElement x) {
    FieldElement square = new FieldElement();
    square.square(x);
    target.multiply(square, x);
    target.add(target, SEVEN);
  }

  private static boolean rootOfCurve(FieldElement target, FieldElement x) {
    FieldElement square = new FieldElement();
    curve(square, x);
    return target.root(square);
  }

  /** XSwiftECInv of the BIP. */
  private static @Nullable FieldElement inverse(FieldElement x, FieldElement u, int which) {
    FieldElement v = new FieldElement();
    FieldElement w = new FieldElement();
    if (!((which & 2) == 0 ? firstBranch(v, w, x, u) : secondBranch(v, w, x, u, which))) {
      return null;
    }
    boolean more = (which & 1) != 0;
    FieldElement t = new FieldElement();
    t.multiply(u, more ? MORE_HALF : LESS_HALF);
    t.add(t, v);
    t.multiply(t, w);
    t.negateMasked((which & 5) == 0 || (which & 5) == 5 ? -1 : 0);
    return t;
  }

  /** x is the second or third candidate: v is x itself, w^2 is -(u^3 + 7) / (u^2 + ux + x^2). */
  private static boolean firstBranch(
      FieldElement v, FieldElement w, FieldElement x, FieldElement u) {
    FieldElement other = new FieldElement();
    other.add(x, u);
    other.negateMasked(-1);
    if (rootOfCurve(w, other)) {
      return false;
    }
    FieldElement g = new FieldElement();
    curve(g, u);
    g.negateMasked(-1);
    // u^2 + ux + x^2 = u^2 + x (u + x)
    FieldElement divisor = new FieldElement();
    divisor.add(u, x);
    divisor.multiply(divisor, x);
    other.square(u);
    divisor.add(divisor, other);
    other.multiply(g, divisor);
    if (!other.isSquare()) {
      return false;
    }
    divisor.invert(divisor);
    other.multiply(g, divisor);
    v.set(x);
    return w.root(other);
  }

  /** x is the first candidate: w^2 is x - u = s, and v = (r / s - u) / 2 for a certain root r. */
  private static boolean secondBranch(
      FieldElement v, FieldElement w, FieldElement x, FieldElement u, int which) {
    FieldElement s = new FieldElement();
    s.subtract(x, u);
    if (s.isZero() || !w.root(s)) {
      return false;
    }
    // r^2 = -s (4 (u^3 + 7) + 3 s u^2)
    FieldElement square = new FieldElement();
    FieldElement g = new FieldElement();
    curve(g, u);
    g.scale(g, 4);
    square.square(u);
    square.multiply(square, s);
    square.scale(square, 3);
    square.add(square, g);
    square.multiply(square, s);
    square.negateMasked(-1);
    FieldElement r = new FieldElement();
    if (!r.root(square) || ((which & 1) != 0 && r.isZero())) {
      return false;
    }
    v.invert(s);
    v.multiply(v, r);
    v.subtract(v, u);
    v.multiply(v, HALF);
    return true;
  }
}
