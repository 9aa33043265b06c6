package org.verack.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Units {

  private Units() {}

  /** A whole number, in groups of three digits. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number with the word for what it counts. */
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** A size with three digits and a decimal unit. */
  static String bytes(long size) {
    return bytes((double) size);
  }

  /** The same of a size that was computed. */
  static String bytes(double size) {
    if (size < 1000) {
      return Math.round(size) + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB"};
    double value = size;
    int unit = -1;
    do {
      value /= 1000;
      unit++;
    } while (value >= 999.5 && unit + 1 < units.length);
    return threeDigits(value) + " " + units[unit];
  }

  /** A time span with three digits, or in minutes and hours. */
  static String duration(Duration span) {
    double millis = span.toNanos() / 1e6;
    if (millis < 999.5) {
      return threeDigits(millis) + " ms";
    }
    if (millis < 59_950) {
      return threeDigits(millis / 1000) + " s";
    }
    long seconds = Math.round(millis / 1000);
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  /** How many of something there were in a second. */
  static double perSecond(long amount, Duration span) {
    return amount / Math.max(span.toNanos() / 1e9, 1e-9);
  }

  private static String threeDigits(double value) {
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
