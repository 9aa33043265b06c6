package org.verack.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command reads and writes, and what can be shown there.
 *
 * <p>Results go to standard output, faults to standard error. On a terminal some words are coloured
 * and progress is drawn over itself; anywhere else the output is plain lines.
 */
final class Terminal {

  /** No line that we lay out is longer. */
  static final int WIDTH = 100;

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean live;
  private final boolean unicode;

  private Terminal(
      InputStream in, PrintWriter out, PrintWriter err, boolean live, boolean unicode) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.live = live;
    this.unicode = unicode;
  }

  /**
   * Takes the standard streams of this process.
   *
   * @param plain whether not to use what a terminal can do even if there is one
   */
  static Terminal ofProcess(boolean plain) {
    boolean live = !plain && Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM"));
    Charset charset = System.out.charset();
    boolean unicode = charset.canEncode() && charset.newEncoder().canEncode("\u2501\u2026");
    return new Terminal(
        System.in,
        new PrintWriter(System.out, true, charset),
        new PrintWriter(System.err, true, System.err.charset()),
        live,
        unicode);
  }

  /** Takes any streams, as ones that are no terminal. */
  static Terminal plain(InputStream in, PrintWriter out, PrintWriter err) {
    return new Terminal(in, out, err, false, true);
  }

  /** Takes any streams, as a terminal. */
  static Terminal live(InputStream in, PrintWriter out, PrintWriter err, boolean unicode) {
    return new Terminal(in, out, err, true, unicode);
  }

  InputStream in() {
    return in;
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  /** Whether a line can be drawn over. */
  boolean live() {
    return live;
  }

  /** Whether words can be coloured. */
  boolean colours() {
    return live;
  }

  /** Whether characters outside ASCII can be shown. */
  boolean unicode() {
    return unicode;
  }

  /** Prints a line of results. */
  void print(String line) {
    out.println(line);
    out.flush();
  }

  /** Prints the one line that says why a command failed. */
  void fail(String reason) {
    out.flush();
    err.println(styled("31", "verack:") + " " + reason);
    err.flush();
  }

  String bold(String text) {
    return styled("1", text);
  }

  String dim(String text) {
    return styled("2", text);
  }

  String accent(String text) {
    return styled("36", text);
  }

  String good(String text) {
    return styled("32", text);
  }

  private String styled(String code, String text) {
    return live && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
