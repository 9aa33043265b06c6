package org.verack.benchmarks.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.verack.benchmarks.results.ResultFile;

/** Prints what was measured: the median of all rounds, with the least and the most. */
final class Table {

  private static final String FORMAT = "%-46s %24s %24s %24s %24s %8s  %-20s %s%n";

  private Table() {}

  static void printHead() {
    System.out.printf(
        FORMAT,
        "what",
        "verack",
        "verack encrypted",
        "bitcoinj",
        "floor",
        "x floor",
        "goal",
        "met");
  }

  /** Prints the lines of a row; returns whether all goals were met. */
  static boolean print(List<Line> lines, Map<String, List<Figures>> measured) {
    boolean all = true;
    for (Line line : lines) {
      double[] ours = values(line, measured, Row.VERACK);
      double[] encrypted = values(line, measured, Row.ENCRYPTED);
      double[] theirs = values(line, measured, Row.BITCOINJ);
      double[] floor = values(line, measured, Row.FLOOR);
      boolean met = line.goal().test().met(median(ours), median(floor));
      boolean hasGoal = !line.goal().text().isEmpty();
      all &= met;
      System.out.printf(
          FORMAT,
          line.what(),
          spread(ours),
          spread(encrypted),
          spread(theirs),
          spread(floor),
          floor.length == 0 ? "" : String.format(Locale.ROOT, "%.2f", median(ours) / median(floor)),
          line.goal().text(),
          hasGoal ? (met ? "yes" : "NO") : "");
    }
    return all;
  }

  /** The same for a file. */
  static List<ResultFile.Figure> figures(
      String row, List<Line> lines, Map<String, List<Figures>> measured) {
    List<ResultFile.Figure> figures = new ArrayList<>();
    for (Line line : lines) {
      for (String contender : measured.keySet()) {
        double[] values = values(line, measured, contender);
        if (values.length > 0) {
          figures.add(
              new ResultFile.Figure(
                  row,
                  line.figure(),
                  contender,
                  median(values),
                  values[0],
                  values[values.length - 1],
                  line.what(),
                  line.goal().text()));
        }
      }
    }
    return figures;
  }

  private static double[] values(Line line, Map<String, List<Figures>> measured, String contender) {
    return Objects.requireNonNullElse(measured.get(contender), List.<Figures>of()).stream()
        .mapToDouble(figures -> figures.get(line.figure()))
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
  }

  private static double median(double[] sorted) {
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private static String spread(double[] sorted) {
    if (sorted.length == 0) {
      return "";
    }
    String middle = number(median(sorted));
    return sorted.length == 1
        ? middle
        : middle
            + " ("
            + number(sorted[0])
            + "-"
            + number(Arrays.stream(sorted).max().orElse(0))
            + ")";
  }

  static String number(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f", value);
  }
}
