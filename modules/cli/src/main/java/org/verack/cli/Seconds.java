package org.verack.cli;

import java.math.BigDecimal;
import java.time.Duration;
import org.verack.wire.RemoteText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time span as the value of an option: seconds, possibly with a fraction. */
final class Seconds implements ITypeConverter<Duration> {

  /** A year; more would not fit where nanoseconds are counted. */
  private static final BigDecimal MOST = BigDecimal.valueOf(31_536_000);

  private static final BigDecimal LEAST = BigDecimal.valueOf(1, 3);

  @Override
  public Duration convert(String text) {
    try {
      BigDecimal seconds = new BigDecimal(text);
      if (seconds.compareTo(LEAST) >= 0 && seconds.compareTo(MOST) <= 0) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
      }
    } catch (NumberFormatException e) {
      // Said below, like a number out of range.
    }
    throw new TypeConversionException(
        "expected seconds from 0.001 to " + MOST + ", not " + RemoteText.escape(text));
  }
}
