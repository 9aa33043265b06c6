package org.verack.peer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations on a nanosecond clock, where "for ever" must not overflow. */
final class Nanos {

  /** Some seventy years. */
  private static final long MOST = Long.MAX_VALUE / 4;

  private Nanos() {}

  static long of(Duration duration) {
    return Math.min(TimeUnit.NANOSECONDS.convert(duration), MOST);
  }
}
