package org.verack.cli;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far something is. On a terminal a bar that is drawn over itself, elsewhere a line now and
 * then; the state at the end is always shown.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Progress implements AutoCloseable {

  private static final int BAR = 20;
  private static final long REDRAW_NANOS = Duration.ofMillis(60).toNanos();
  private static final long NEXT_LINE_NANOS = Duration.ofSeconds(2).toNanos();

  private final Terminal terminal;
  private final LongSupplier nanoClock;
  private final String label;
  private final long total;
  private final long started;
  private long done;
  private long bytes;
  private long lastAdded;
  private long lastShown;
  private boolean dirty = true;

  /**
   * Begins at zero.
   *
   * @param total how many there will be; 0 if that is not known
   */
  Progress(Terminal terminal, LongSupplier nanoClock, String label, long total) {
    this.terminal = terminal;
    this.nanoClock = nanoClock;
    this.label = label;
    this.total = total;
    this.started = nanoClock.getAsLong();
    this.lastAdded = started;
    this.lastShown = started;
    if (terminal.live()) {
      show();
    }
  }

  /**
   * Goes on.
   *
   * @param count how many more are done
   * @param size how many bytes they took
   */
  void add(long count, long size) {
    done += count;
    bytes += size;
    dirty = true;
    lastAdded = nanoClock.getAsLong();
    long pause = terminal.live() ? REDRAW_NANOS : NEXT_LINE_NANOS;
    if (lastAdded - lastShown >= pause) {
      show();
    }
  }

  /** How long it took to get this far, without waiting for what did not come. */
  Duration elapsed() {
    return Duration.ofNanos(lastAdded - started);
  }

  /** Shows the last state, and ends its line. */
  @Override
  public void close() {
    if (dirty) {
      show();
    }
    if (terminal.live()) {
      terminal.print("");
    }
  }

  private void show() {
    lastShown = nanoClock.getAsLong();
    dirty = false;
    if (terminal.live()) {
      terminal.out().print("\r" + line() + "\u001b[K");
      terminal.out().flush();
    } else {
      terminal.print(line());
    }
  }

  private String line() {
    StringBuilder line = new StringBuilder("  ");
    line.append(String.format("%-9s", label));
    // A remote says how many there will be, and may be wrong.
    boolean measured = total > 0 && done <= total;
    if (measured && terminal.live()) {
      line.append(bar()).append("  ");
    }
    String end = Units.count(total);
    if (measured) {
      line.append(pad(Units.count(done) + "/" + end, 2 * end.length() + 1));
      line.append(pad(done * 100 / total + " %", 7));
    } else {
      line.append(pad(Units.count(done), 10));
    }
    Duration elapsed = elapsed();
    if (done > 0) {
      line.append(pad(Units.count(Math.round(Units.perSecond(done, elapsed))) + "/s", 11));
    }
    if (bytes > 0) {
      line.append(pad(Units.bytes(Units.perSecond(bytes, elapsed)) + "/s", 12));
    }
    return line.toString();
  }

  private static String pad(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private String bar() {
    int filled = (int) (done * BAR / total);
    String full = terminal.unicode() ? "\u2501" : "=";
    String rest = terminal.unicode() ? "\u2501" : "-";
    return terminal.accent(full.repeat(filled)) + terminal.dim(rest.repeat(BAR - filled));
  }
}
