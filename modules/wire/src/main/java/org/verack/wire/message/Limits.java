package org.verack.wire.message;

/** Limits that several messages share. */
final class Limits {

  /**
   * The longest payload of any message. Messages whose entries are counted have no tighter limit on
   * their bytes, because that would make one entry too many a mere payload fault, where the count
   * makes it a violation.
   */
  static final int ANY_PAYLOAD = 4_000_000;

  /** The most transactions or hashes in a block's parts, as btcd counts them. */
  static final int BLOCK_TRANSACTIONS = 400_001;

  private Limits() {}

  static void requireU32(String what, long value) {
    if (value >>> 32 != 0) {
      throw new IllegalArgumentException(what + " " + value + " is not 0 to 4294967295");
    }
  }

  static void requireU8(String what, int value) {
    if (value >>> 8 != 0) {
      throw new IllegalArgumentException(what + " " + value + " is not 0 to 255");
    }
  }

  static void requirePort(int port) {
    if (port >>> 16 != 0) {
      throw new IllegalArgumentException("port " + port + " is not 0 to 65535");
    }
  }
}
