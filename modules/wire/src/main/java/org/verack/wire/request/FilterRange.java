package org.verack.wire.request;

/** The heights of a question about filters. */
final class FilterRange {

  private static final long MAX_HEIGHT = 0xffff_ffffL;

  private FilterRange() {}

  /** Checks that heights exist, and are not more than may be asked for at a time. */
  static void require(long start, long stop, int most) {
    if (start < 0 || stop > MAX_HEIGHT || start > stop) {
      throw new IllegalArgumentException("there are no heights " + start + " to " + stop);
    }
    if (stop - start >= most) {
      throw new IllegalArgumentException(
          "heights " + start + " to " + stop + " are more than " + most);
    }
  }
}
