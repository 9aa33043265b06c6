package org.verack.peer;

import java.time.Duration;
import java.util.Objects;

/**
 * How a {@link RequestStream} asks.
 *
 * {@snippet :
 * // For a device with little memory: at most two in flight, and no more than 100 kB.
 * StreamOptions small = new StreamOptions(2, 100_000, Duration.ofMinutes(1));
 * try (var blocks = peer.stream(Requests.eachBlock(hashes), small)) {
 *   assert blocks.next().orElseThrow().hash().equals(hashes.getFirst());
 * } // those in flight are dropped when they come
 * assert StreamOptions.of(small.patience()).window() == 16;
 * }
 *
 * @param window how many requests may be in flight or answered and not yet fetched, 1 to 1,000
 * @param maxBytes how large all that may be together, as far as it can be foreseen: as long as the
 *     answers that have come and those expected, each taken to be as large as those before, are
 *     larger, no more is asked. At least one request is in flight in any case
 * @param patience how long nothing may come before fetching an answer fails; positive
 */
public record StreamOptions(int window, long maxBytes, Duration patience) {

  /** The usual window, that of Bitcoin Core for blocks. */
  public static final int DEFAULT_WINDOW = 16;

  /** The usual limit in bytes. */
  public static final long DEFAULT_MAX_BYTES = 16L * 1024 * 1024;

  private static final int MAX_WINDOW = 1000;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one of them is out of range
   */
  public StreamOptions {
    Objects.requireNonNull(patience, "patience");
    if (window < 1 || window > MAX_WINDOW) {
      throw new IllegalArgumentException("a window of " + window + " requests");
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("a limit of " + maxBytes + " bytes");
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("a patience of " + patience);
    }
  }

  /**
   * Asks with the usual window and limit.
   *
   * @param patience how long nothing may come before fetching an answer fails
   * @return the options
   */
  public static StreamOptions of(Duration patience) {
    return new StreamOptions(DEFAULT_WINDOW, DEFAULT_MAX_BYTES, patience);
  }
}
