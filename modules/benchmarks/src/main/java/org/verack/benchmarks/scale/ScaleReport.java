package org.verack.benchmarks.scale;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.verack.benchmarks.results.ResultFile;

/**
 * Measures what peers cost and prints one line for each figure: ours, bitcoinj's, and the floor
 * that the machine sets, measured in the same run.
 *
 * <p>Each contender is measured in a JVM of its own; rounds alternate between them, so that what
 * else the machine does hits all alike. Ratios of one run mean more than the figures themselves.
 * They are also written down in {@code peers.tsv} in the folder that the system property {@code
 * verack.results} names.
 */
public final class ScaleReport {

  private static final List<Row> ROWS =
      List.of(
          new IdleMemory(),
          new ManyPeers(),
          new Handshakes(),
          new SmallMessages(),
          new BlockStream(),
          new Broadcast(),
          new RoundTrips());

  private ScaleReport() {}

  /**
   * Measures.
   *
   * @param arguments names of rows, or none or {@code all} for all; {@code quick} to do so little
   *     that it only shows whether everything runs; {@code rounds=N}, by default 3
   * @throws Exception if something cannot be measured
   */
  public static void main(String[] arguments) throws Exception {
    Size size = Size.FULL;
    int rounds = 3;
    List<Row> chosen = new ArrayList<>();
    for (String argument : String.join(",", arguments).split(",", -1)) {
      if (argument.equals("quick")) {
        size = Size.QUICK;
        rounds = 1;
      } else if (argument.startsWith("rounds=")) {
        rounds = Integer.parseInt(argument.substring("rounds=".length()));
      } else if (!argument.isEmpty() && !argument.equals("all")) {
        chosen.add(row(argument));
      }
    }
    measure(chosen.isEmpty() ? ROWS : chosen, size, rounds);
  }

  static List<Row> rows() {
    return ROWS;
  }

  /** Finds a row by its name. */
  static Row row(String name) {
    return ROWS.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no row '" + name + "', there are " + ROWS.stream().map(Row::name).toList()));
  }

  private static void measure(List<Row> rows, Size size, int rounds) throws Exception {
    String run = rounds == 1 ? "1 round" : "median (least-most) of " + rounds + " rounds";
    System.out.printf(
        "JDK %s, %d processors, %s%n%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors(), run);
    Table.printHead();
    List<ResultFile.Figure> figures = new ArrayList<>();
    for (Row row : rows) {
      Map<String, List<Figures>> measured = new LinkedHashMap<>();
      for (int i = 0; i < rounds; i++) {
        for (String contender : row.contenders()) {
          measured
              .computeIfAbsent(contender, key -> new ArrayList<>())
              .add(Fork.measure(row, contender, size));
        }
      }
      Table.print(row.lines(size), measured);
      figures.addAll(Table.figures(row.name(), row.lines(size), measured));
    }
    ResultFile.now(Character.toUpperCase(run.charAt(0)) + run.substring(1) + ".", figures)
        .write(Path.of(System.getProperty("verack.results"), "peers.tsv"));
  }
}
