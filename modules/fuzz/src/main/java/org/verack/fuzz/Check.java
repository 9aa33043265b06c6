package org.verack.fuzz;

import org.verack.wire.WireException;

/** What has to hold. An error that is thrown here is a finding. */
final class Check {

  private static final int LONGEST_LINE = 2000;

  private Check() {}

  static void that(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  static void same(Object actual, Object expected, String what) {
    if (!actual.equals(expected)) {
      throw new AssertionError(what + ": " + actual + " instead of " + expected);
    }
    that(actual.hashCode() == expected.hashCode(), what + ": equal, but not their hash codes");
  }

  static void line(String text, String what) {
    that(!text.isEmpty() && text.length() <= LONGEST_LINE, what + " has " + text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      that(c >= ' ' && c <= '~', what + " has a character that must not be printed: " + (int) c);
    }
  }

  static void lines(String text, String what) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      that((c >= ' ' && c <= '~') || c == '\n', what + " has the character " + (int) c);
    }
  }

  /** A fault says in one line what is wrong. */
  static void fault(WireException fault) {
    String text = fault.getMessage();
    that(text != null, "a fault without a text");
    line(String.valueOf(text), "the text of a fault");
  }

  /** Something was refused that must not be. */
  static AssertionError refused(String what, Exception reason) {
    return new AssertionError(what + " is refused", reason);
  }
}
