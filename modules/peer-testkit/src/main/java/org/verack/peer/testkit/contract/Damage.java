package org.verack.peer.testkit.contract;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** Payloads that are almost right. */
final class Damage {

  /** Counts that nobody means: the largest of each width, and some that are not canonical. */
  private static final List<byte[]> HOSTILE_COUNTS =
      List.of(
          new byte[] {(byte) 0xfc},
          new byte[] {(byte) 0xfd, 0, 0},
          new byte[] {(byte) 0xfd, -1, -1},
          new byte[] {(byte) 0xfe, -1, -1, -1, 0x7f},
          new byte[] {(byte) 0xfe, -1, -1, -1, -1},
          new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 0x7f},
          new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1});

  private static final int LONGEST_PIECE = 40;

  private Damage() {}

  /**
   * Puts a hostile count at many places, instead of what is there and instead of one byte.
   *
   * @param most at how many places
   */
  static void hostileCounts(byte[] payload, int most, BiConsumer<String, byte[]> each) {
    for (int at : places(payload.length, most)) {
      for (byte[] count : HOSTILE_COUNTS) {
        String what = "a count of " + count.length + " bytes at " + at;
        each.accept(what, replaced(payload, at, Math.min(payload.length, at + 1), count));
        int end = Math.min(payload.length, at + count.length);
        each.accept(what + ", over the rest", replaced(payload, at, end, count));
      }
    }
  }

  /** Places in a byte string: all of a short one, else the first and the last and some between. */
  static int[] places(int length, int most) {
    if (length <= most) {
      int[] all = new int[length];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int third = most / 3;
    int[] some = new int[3 * third];
    for (int i = 0; i < third; i++) {
      some[i] = i;
      some[third + i] = third + (int) ((long) (length - 2 * third) * i / third);
      some[2 * third + i] = length - third + i;
    }
    return some;
  }

  /** One to three random changes. */
  static byte[] random(byte[] payload, SplittableRandom random) {
    byte[] changed = payload;
    for (int i = random.nextInt(3); i >= 0; i--) {
      changed = change(changed, random);
    }
    return changed;
  }

  private static byte[] change(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return piece(random);
    }
    // Half of the changes near the beginning, where counts and lengths are.
    int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 40));
    int end = Math.min(bytes.length, at + 1 + random.nextInt(LONGEST_PIECE));
    return switch (random.nextInt(5)) {
      case 0 -> replaced(bytes, at, at + 1, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
      case 1 -> replaced(bytes, at, at + 1, (byte) random.nextInt(256));
      case 2 -> replaced(bytes, at, at, piece(random));
      case 3 -> replaced(bytes, at, end);
      default -> {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(LONGEST_PIECE));
        yield replaced(bytes, at, end, Arrays.copyOfRange(bytes, from, to));
      }
    };
  }

  private static byte[] piece(SplittableRandom random) {
    byte[] piece = new byte[1 + random.nextInt(LONGEST_PIECE)];
    random.nextBytes(piece);
    return piece;
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte... piece) {
    byte[] result = new byte[bytes.length - (to - from) + piece.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
    return result;
  }
}
