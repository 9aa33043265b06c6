package org.verack.benchmarks.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.verack.benchmarks.hostile.Result.Latency;

/** The table, as Markdown. */
final class HostileTable {

  private static final String BEGIN = "<!-- measured: mvn -Phostile writes what follows -->";
  private static final String END = "<!-- /measured -->";

  private final Latency quiet;
  private final Map<Assault, Result> results;

  HostileTable(Latency quiet, Map<Assault, Result> results) {
    this.quiet = quiet;
    this.results = results;
  }

  /** What is between the marks of the document. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Measured on %s: %d processors, %s, JDK %s, three JVMs over loopback. An honest peer's"
                + " ping took %s while it was quiet (median, 99th percentile).%n%n",
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            Runtime.version(),
            latency(quiet)));
    text.append(
        "| attack | we | wire | connections | attacker sent | we sent | bytes of ours for one of"
            + " his | our CPU | for each | held at most | heap left | honest ping | how it ended"
            + " |\n");
    text.append("|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
    results.forEach((assault, result) -> text.append(row(assault, result)));
    return text.toString();
  }

  private static String row(Assault assault, Result result) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %,d | %s | %s | %s | %,.0f ms | %s | %s | %s | %s | %s |%n",
        assault.text(),
        assault.dialed() ? "dial" : "listen",
        assault.encrypted() ? "v2" : "v1",
        result.connections(),
        size(result.theirBytes()),
        size(result.ourBytes()),
        ratio(result),
        result.cpuMillis(),
        each(result),
        size(result.mostHeld()),
        size(Math.max(0, result.heapLeft())),
        latency(result.pingMicros()),
        ends(result));
  }

  private static String ratio(Result result) {
    return result.theirBytes() == 0
        ? "-"
        : String.format(
            Locale.ROOT, "%.2g", (double) result.ourBytes() / (double) result.theirBytes());
  }

  /** Where many bytes come on few connections, a megabyte costs; otherwise a connection does. */
  private static String each(Result result) {
    double megabytes = result.theirBytes() / 1e6;
    if (result.theirBytes() > 20_000 * result.connections()) {
      return String.format(Locale.ROOT, "%.2f ms per MB", result.cpuMillis() / megabytes);
    }
    return result.connections() == 0
        ? "-"
        : String.format(
            Locale.ROOT, "%.0f us per connection", 1e3 * result.cpuMillis() / result.connections());
  }

  private static String size(long bytes) {
    if (bytes < 10_000) {
      return String.format(Locale.ROOT, "%,d B", bytes);
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%,.0f KB", bytes / 1e3)
        : String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6);
  }

  private static String latency(Latency latency) {
    return Double.isNaN(latency.median())
        ? "none"
        : String.format(
            Locale.ROOT, "%.2f / %.2f ms", latency.median() / 1e3, latency.worst() / 1e3);
  }

  private static String ends(Result result) {
    String ends = result.ends().equals("-") ? "" : result.ends().replace(",", ", ");
    String open = result.open() == 0 ? "" : "open=" + result.open();
    return ends + (ends.isEmpty() || open.isEmpty() ? "" : ", ") + open;
  }

  /** Replaces what is between the marks. */
  void writeInto(Path document) throws IOException {
    String text = Files.readString(document);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(document + " does not say where the table is");
    }
    Files.writeString(
        document, text.substring(0, begin + BEGIN.length()) + "\n" + text() + text.substring(end));
  }
}
