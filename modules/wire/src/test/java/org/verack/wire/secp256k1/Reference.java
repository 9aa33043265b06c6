package org.verack.wire.secp256k1;

import java.math.BigInteger;
import java.util.List;

/** The same mathematics in the plainest way, to compare with. */
final class Reference {

  static final BigInteger TWO = BigInteger.TWO;
  static final BigInteger P = TWO.pow(256).subtract(TWO.pow(32)).subtract(BigInteger.valueOf(977));
  static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  static final BigInteger ROOT_OF_MINUS_3 = root(P.subtract(BigInteger.valueOf(3)));
  static final Affine G =
      new Affine(
          new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
          new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));

  /** A point; null stands for the neutral one. */
  record Affine(BigInteger x, BigInteger y) {

    Affine negated() {
      return new Affine(x, P.subtract(y));
    }
  }

  private Reference() {}

  static Affine sum(Affine a, Affine b) {
    if (a == null) {
      return b;
    }
    if (b == null) {
      return a;
    }
    BigInteger slope;
    if (!a.x.equals(b.x)) {
      slope = quotient(b.y.subtract(a.y), b.x.subtract(a.x));
    } else if (a.y.equals(b.y)) {
      slope = quotient(a.x.pow(2).multiply(BigInteger.valueOf(3)), a.y.multiply(TWO));
    } else {
      return null;
    }
    BigInteger x = slope.pow(2).subtract(a.x).subtract(b.x).mod(P);
    return new Affine(x, slope.multiply(a.x.subtract(x)).subtract(a.y).mod(P));
  }

  static Affine product(BigInteger factor, Affine point) {
    Affine sum = null;
    for (int i = factor.bitLength() - 1; i >= 0; i--) {
      sum = sum(sum, sum);
      if (factor.testBit(i)) {
        sum = sum(sum, point);
      }
    }
    return sum;
  }

  static BigInteger quotient(BigInteger a, BigInteger b) {
    return a.multiply(b.modInverse(P)).mod(P);
  }

  /** The root that is a square itself, or null. */
  static BigInteger root(BigInteger a) {
    BigInteger root = a.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
    return root.multiply(root).mod(P).equals(a.mod(P)) ? root : null;
  }

  static BigInteger curve(BigInteger x) {
    return x.pow(3).add(BigInteger.valueOf(7)).mod(P);
  }

  /** XSwiftEC as the BIP writes it. */
  static BigInteger decode(BigInteger first, BigInteger second) {
    BigInteger u = first.mod(P).signum() == 0 ? BigInteger.ONE : first.mod(P);
    BigInteger t = second.mod(P).signum() == 0 ? BigInteger.ONE : second.mod(P);
    if (curve(u).add(t.pow(2)).mod(P).signum() == 0) {
      t = t.multiply(TWO).mod(P);
    }
    BigInteger x = quotient(curve(u).subtract(t.pow(2)), t.multiply(TWO));
    BigInteger y = quotient(x.add(t), ROOT_OF_MINUS_3.multiply(u));
    BigInteger quotient = quotient(x, y);
    List<BigInteger> candidates =
        List.of(
            u.add(y.pow(2).shiftLeft(2)).mod(P),
            quotient(quotient.negate().subtract(u), TWO),
            quotient(quotient.subtract(u), TWO));
    for (BigInteger candidate : candidates) {
      if (root(curve(candidate)) != null) {
        return candidate;
      }
    }
    throw new AssertionError();
  }

  static byte[] bytes(BigInteger value) {
    byte[] bytes = new byte[32];
    byte[] shortest = value.toByteArray();
    int length = Math.min(32, shortest.length);
    System.arraycopy(shortest, shortest.length - length, bytes, 32 - length, length);
    return bytes;
  }

  static BigInteger number(byte[] bytes) {
    return new BigInteger(1, bytes);
  }
}
