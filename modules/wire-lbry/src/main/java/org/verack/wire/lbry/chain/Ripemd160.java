package org.verack.wire.lbry.chain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * RIPEMD-160 of 32 bytes, which the JDK does not have (Dobbertin, Bosselaers and Preneel, 1996):
 * two lines of five rounds each over the same block, whose results are added crosswise.
 */
final class Ripemd160 {

  static final int LENGTH = 20;

  /** How long the messages are that are hashed here; with its padding one fits a block. */
  static final int MESSAGE = 32;

  private static final int BLOCK = 64;
  private static final int BIT_COUNT_AT = 56;
  private static final int ROUND = 16;
  private static final int STEPS = 5 * ROUND;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int[] INITIAL = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

  /** What is added in each round of a line: parts of roots of small primes. */
  private static final int[] LEFT_ADDS = {0, 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xa953fd4e};

  private static final int[] RIGHT_ADDS = {0x50a28be6, 0x5c4dd124, 0x6d703ef3, 0x7a6d76e9, 0};

  /** Which word of the block each step of a line takes, a digit each. */
  private static final byte[] LEFT_WORDS =
      digits("0123456789abcdef74d1a6f3c0952eb83ae49f812706db5c19ba08c4d37fe56240597c2ae138b6fd");

  private static final byte[] RIGHT_WORDS =
      digits("5e7092b4d6f81a3c6b370d5aef8c4912f5137e69b8c2a04d86413bf05c2d97aecfa4158762de039b");

  /** By how many bits each step of a line rotates. */
  private static final byte[] LEFT_TURNS =
      digits("befc5879bdef6798768db97f7cf9b7dcbd67e9dfe8d65c75bcefef989e56865c9f5b68dc5cdeb856");

  private static final byte[] RIGHT_TURNS =
      digits("899bdff5778beec69df7c89b77c76fdb97fb866ecd5edd75f58bee6e69c9c5f885c9c5e68d65fdbb");

  private static byte[] digits(String hex) {
    byte[] values = new byte[hex.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) Character.digit(hex.charAt(i), 16);
    }
    return values;
  }

  private Ripemd160() {}

  /**
   * Hashes 32 bytes.
   *
   * @param from where they are
   * @param at the first of them
   * @param to where the 20 bytes of the hash are put
   * @param toAt the first of these
   */
  static void hash(byte[] from, int at, byte[] to, int toAt) {
    byte[] padded = Arrays.copyOf(Arrays.copyOfRange(from, at, at + MESSAGE), BLOCK);
    padded[MESSAGE] = (byte) 0x80;
    INT.set(padded, BIT_COUNT_AT, 8 * MESSAGE);
    int[] block = new int[ROUND];
    for (int i = 0; i < ROUND; i++) {
      block[i] = (int) INT.get(padded, 4 * i);
    }
    int[] left = line(block, LEFT_WORDS, LEFT_TURNS, LEFT_ADDS, false);
    int[] right = line(block, RIGHT_WORDS, RIGHT_TURNS, RIGHT_ADDS, true);
    for (int i = 0; i < INITIAL.length; i++) {
      int sum = INITIAL[(i + 1) % 5] + left[(i + 2) % 5] + right[(i + 3) % 5];
      INT.set(to, toAt + 4 * i, sum);
    }
  }

  /** The right line takes the five functions in the opposite order. */
  private static int[] line(
      int[] block, byte[] words, byte[] turns, int[] adds, boolean backwards) {
    int a = INITIAL[0];
    int b = INITIAL[1];
    int c = INITIAL[2];
    int d = INITIAL[3];
    int e = INITIAL[4];
    for (int step = 0; step < STEPS; step++) {
      int round = step / ROUND;
      int mixed =
          a + mix(backwards ? 4 - round : round, b, c, d) + block[words[step]] + adds[round];
      a = e;
      e = d;
      d = Integer.rotateLeft(c, 10);
      c = b;
      b = Integer.rotateLeft(mixed, turns[step]) + a;
    }
    return new int[] {a, b, c, d, e};
  }

  private static int mix(int function, int x, int y, int z) {
    return switch (function) {
      case 0 -> x ^ y ^ z;
      case 1 -> (x & y) | (~x & z);
      case 2 -> (x | ~y) ^ z;
      case 3 -> (x & z) | (y & ~z);
      default -> x ^ (y | ~z);
    };
  }
}
