package org.verack.benchmarks.results;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run has measured: where and when, and a figure a line, in columns between tabs.
 *
 * @param head where and when
 * @param figures what was measured, in its order
 */
public record ResultFile(Map<String, String> head, List<Figure> figures) {

  private static final String HEAD = "# ";
  private static final String COLUMNS = "group\tfigure\tcontender\tvalue\tleast\tmost\twhat\tgoal";

  /** Copies both. */
  public ResultFile {
    head = Map.copyOf(head);
    figures = List.copyOf(figures);
  }

  /**
   * One figure of one contender.
   *
   * @param group what was measured together
   * @param figure its name in the group
   * @param contender whose it is
   * @param value the figure, or the median of several
   * @param least the least of several
   * @param most the most of several
   * @param what what it is, with its unit, for people; may be empty
   * @param goal what ours should be; may be empty
   */
  public record Figure(
      String group,
      String figure,
      String contender,
      double value,
      double least,
      double most,
      String what,
      String goal) {}

  /**
   * Makes one of this machine, now.
   *
   * @param run how it was measured
   * @param figures what was measured
   * @return the file
   */
  public static ResultFile now(String run, List<Figure> figures) {
    Map<String, String> head = new LinkedHashMap<>(Surroundings.describe());
    head.put("run", run);
    return new ResultFile(head, figures);
  }

  /**
   * Writes it.
   *
   * @param file where to; folders are made
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    head.keySet().stream().sorted().forEach(key -> lines.add(HEAD + key + ": " + head.get(key)));
    lines.add(COLUMNS);
    for (Figure each : figures) {
      lines.add(
          String.join(
              "\t",
              each.group(),
              each.figure(),
              each.contender(),
              digits(each.value()),
              digits(each.least()),
              digits(each.most()),
              each.what(),
              each.goal()));
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  /** Six of them say more than was measured. */
  private static String digits(double value) {
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /**
   * Reads one.
   *
   * @param file which
   * @return what is in it
   * @throws IOException if it cannot be read or is not such a file
   */
  public static ResultFile read(Path file) throws IOException {
    Map<String, String> head = new LinkedHashMap<>();
    List<Figure> figures = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] columns = line.split("\t", -1);
      int colon = line.indexOf(": ");
      if (line.startsWith(HEAD) && colon > 0) {
        head.put(line.substring(HEAD.length(), colon), line.substring(colon + 2));
      } else if (columns.length == 8 && !line.equals(COLUMNS)) {
        figures.add(
            new Figure(
                columns[0],
                columns[1],
                columns[2],
                Double.parseDouble(columns[3]),
                Double.parseDouble(columns[4]),
                Double.parseDouble(columns[5]),
                columns[6],
                columns[7]));
      } else if (!line.equals(COLUMNS)) {
        throw new IOException("not a line of results: " + line);
      }
    }
    return new ResultFile(head, figures);
  }
}
