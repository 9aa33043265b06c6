package org.verack.wire.chain;

import java.math.BigInteger;
import org.verack.wire.Hash;

/**
 * The rule that a block's hash, read as a number, must not be larger than its target.
 *
 * {@snippet :
 * Block genesis = Block.parse(Networks.MAINNET.genesisBlock());
 * int bits = genesis.header().bits();
 *
 * assert ProofOfWork.isMet(genesis.hash(), bits, Networks.MAINNET.powLimitBits());
 * assert ProofOfWork.work(bits).longValueExact() == 0x1_0001_0001L; // some four billion hashes
 * assert !ProofOfWork.isMet(hash, bits, Networks.MAINNET.powLimitBits()); // regtest's are easy
 * }
 */
public final class ProofOfWork {

  private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);

  private ProofOfWork() {}

  /**
   * Expands a target from its compact form: an exponent in the highest byte, a sign bit, and 23
   * bits of mantissa.
   *
   * @param bits the compact form
   * @return the target; zero if the form is negative, zero, or over 256 bits, which no hash meets
   */
  public static BigInteger target(int bits) {
    int exponent = bits >>> 24;
    int mantissa = bits & 0x007f_ffff;
    if ((bits & 0x0080_0000) != 0) {
      return BigInteger.ZERO;
    }
    BigInteger value = BigInteger.valueOf(mantissa);
    BigInteger target =
        exponent <= 3 ? value.shiftRight(8 * (3 - exponent)) : value.shiftLeft(8 * (exponent - 3));
    return target.bitLength() > 256 ? BigInteger.ZERO : target;
  }

  /**
   * Reads a hash as the number that is compared with a target.
   *
   * @param hash the hash
   * @return 0 to 2^256 - 1
   */
  public static BigInteger number(Hash hash) {
    byte[] bytes = hash.toArray();
    byte[] bigEndian = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      bigEndian[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  /**
   * Tells whether a hash meets the target that its header names, and the target is not easier than
   * the network allows.
   *
   * @param hash the hash of the header
   * @param bits the target that the header names
   * @param limitBits the easiest target that the network allows
   * @return whether the work was done
   */
  public static boolean isMet(Hash hash, int bits, int limitBits) {
    BigInteger target = target(bits);
    return target.signum() > 0
        && target.compareTo(target(limitBits)) <= 0
        && number(hash).compareTo(target) <= 0;
  }

  /**
   * Returns how many hashes it takes on average to meet a target.
   *
   * @param bits the target in compact form
   * @return 2^256 / (target + 1), or zero for a target that no hash meets
   */
  public static BigInteger work(int bits) {
    BigInteger target = target(bits);
    return target.signum() == 0 ? BigInteger.ZERO : TWO_256.divide(target.add(BigInteger.ONE));
  }
}
