package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Numbers, tables and progress. */
class PresentationTest {

  private final StringWriter out = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  private Terminal terminal(boolean live) {
    PrintWriter writer = new PrintWriter(out);
    return live
        ? Terminal.live(InputStream.nullInputStream(), writer, writer, true)
        : Terminal.plain(InputStream.nullInputStream(), writer, writer);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void numbersHaveThreeDigits() {
    assertThat(Units.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Units.bytes(999)).isEqualTo("999 B");
    assertThat(Units.bytes(1000)).isEqualTo("1.00 kB");
    assertThat(Units.bytes(999_600)).isEqualTo("1.00 MB");
    assertThat(Units.bytes(12_340_000)).isEqualTo("12.3 MB");
    assertThat(Units.bytes(5_000_000_000_000_000L)).isEqualTo("5,000 TB");
    assertThat(Units.duration(Duration.ofNanos(213_400))).isEqualTo("0.21 ms");
    assertThat(Units.duration(Duration.ofMillis(999))).isEqualTo("999 ms");
    assertThat(Units.duration(Duration.ofNanos(999_700_000))).isEqualTo("1.00 s");
    assertThat(Units.duration(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
    assertThat(Units.duration(Duration.ofSeconds(3_725))).isEqualTo("1 h 2 min");
    assertThat(Units.perSecond(10, Duration.ZERO)).isFinite();
  }

  @Test
  void columnsLineUp() {
    Table.ofNumbers(terminal(false), "Traffic", "messages", "bytes")
        .row("sent", "1", "20")
        .row("received", "1,000", "2")
        .print();

    assertThat(out.toString().lines())
        .containsExactly(
            "  Traffic      messages   bytes",
            "    sent              1      20",
            "    received      1,000       2");
  }

  @Test
  void progressWithoutTerminalIsALineNowAndThen() {
    try (Progress progress = new Progress(terminal(false), nanos::get, "headers", 2000)) {
      for (int i = 0; i < 20; i++) {
        pass(Duration.ofMillis(150));
        progress.add(100, 8100);
      }
    }

    assertThat(out.toString().lines())
        .containsExactly(
            "  headers  1,400/2,000   70 %      667/s   54.0 kB/s",
            "  headers  2,000/2,000  100 %      667/s   54.0 kB/s");
    assertThat(out.toString()).doesNotContain("\u001b", "\r\u001b");
  }

  @Test
  void progressOnATerminalIsRedrawn() {
    try (Progress progress = new Progress(terminal(true), nanos::get, "blocks", 4)) {
      for (int i = 0; i < 4; i++) {
        pass(Duration.ofSeconds(1));
        progress.add(1, 1_000_000);
      }
    }

    String[] drawn = out.toString().split("\r");
    assertThat(drawn).hasSize(6);
    assertThat(drawn[0]).isEmpty();
    assertThat(drawn[3]).contains("2/4", "50 %", "1/s", "1.00 MB/s", "\u2501").doesNotContain("\n");
    assertThat(drawn[5]).contains("4/4", "100 %").endsWith(System.lineSeparator());
  }

  @Test
  void moreThanAnnouncedIsStillShown() {
    try (Progress progress = new Progress(terminal(false), nanos::get, "headers", 10)) {
      pass(Duration.ofMillis(10));
      progress.add(25, 0);
    }

    assertThat(out.toString()).contains("25").doesNotContain("%", "10");
  }

  @Test
  void asciiIsEnoughWhereThereIsNoMore() {
    PrintWriter writer = new PrintWriter(out);
    Terminal terminal = Terminal.live(InputStream.nullInputStream(), writer, writer, false);
    try (Progress progress = new Progress(terminal, nanos::get, "blocks", 4)) {
      pass(Duration.ofSeconds(1));
      progress.add(1, 0);
    }

    assertThat(out.toString()).contains("=====", "---------------").matches("\\p{ASCII}+");
  }

  @Test
  void faultsBecomeOneLine() {
    assertThat(Failures.oneLine(" a\n  b\r\nc ")).isEqualTo("a, b, c");
    assertThat(Failures.describe(new IllegalStateException("x\ny"))).doesNotContain("\n");
    assertThat(Failures.describe(new java.io.IOException())).isEqualTo("IOException");
  }
}
