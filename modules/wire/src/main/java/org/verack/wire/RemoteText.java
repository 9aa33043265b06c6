package org.verack.wire;

/**
 * Makes text that a remote chose safe to print: in a log, on a terminal, in an exception.
 *
 * <p>User agents, commands, reject reasons and feature ids are such text. They may hold terminal
 * escapes, line breaks or megabytes; what is printed of them is one short line of ASCII.
 *
 * {@snippet :
 * // Clears the terminal, and forges a line of the log.
 * String userAgent = "/Satoshi:99\33[2J\nERROR disk full/";
 * assert RemoteText.escape(userAgent).equals("/Satoshi:99\\x1b[2J\\x0aERROR disk full/");
 * }
 */
public final class RemoteText {

  /** How many characters are shown before the text is cut. */
  public static final int MAX_SHOWN = 256;

  private RemoteText() {}

  /**
   * Escapes a text for display, showing at most {@value #MAX_SHOWN} of its characters.
   *
   * @param text any text
   * @return printable ASCII; other characters as hexadecimal escapes, a backslash doubled, a cut
   *     marked with {@code ...}
   */
  public static String escape(String text) {
    return escape(text, MAX_SHOWN);
  }

  /**
   * Escapes a text for display, showing at most a given number of its characters.
   *
   * @param text any text
   * @param limit how many characters to show
   * @return printable ASCII
   */
  public static String escape(String text, int limit) {
    int shown = Math.min(text.length(), limit);
    StringBuilder out = null;
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      boolean plain = c >= 0x20 && c <= 0x7e && c != '\\';
      if (!plain && out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (out == null) {
        continue;
      }
      if (plain) {
        out.append(c);
      } else if (c == '\\') {
        out.append("\\\\");
      } else if (c <= 0xff) {
        out.append(String.format("\\x%02x", (int) c));
      } else {
        out.append("\\" + String.format("u%04x", (int) c));
      }
    }
    String escaped = out == null ? text.substring(0, shown) : out.toString();
    return shown < text.length() ? escaped + "..." : escaped;
  }
}
