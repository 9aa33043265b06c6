import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the figures into {@code docs/coverage.md}: what JaCoCo counted in each module, and what
 * the mutation runs counted in each class. Run by {@code tooling/coverage} as a source file, with
 * the top of the source tree as its argument. What people wrote on the page stays, and so does the
 * table of a mutation run whose results are not there.
 */
public final class CoveragePage {

  private static final List<String> MODULES =
      List.of(
          "wire",
          "wire-decred",
          "wire-lbry",
          "wire-kaspa",
          "peer",
          "peer-testkit",
          "cli",
          "examples");
  private static final List<String> MUTATED =
      List.of("codec", "messages", "queue", "requests", "deadlines", "handshake");
  private static final String BEGIN = "<!-- figures: written by tooling/coverage -->";
  private static final String END = "<!-- end of the figures -->";

  private CoveragePage() {}

  /** Lines and branches that were reached, of all there are. */
  private static final class Reached {
    private long lines;
    private long allLines;
    private long branches;
    private long allBranches;

    void add(String[] row) {
      // GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,BRANCH_COVERED,
      // LINE_MISSED,LINE_COVERED,…
      branches += Long.parseLong(row[6]);
      allBranches += Long.parseLong(row[5]) + Long.parseLong(row[6]);
      lines += Long.parseLong(row[8]);
      allLines += Long.parseLong(row[7]) + Long.parseLong(row[8]);
    }

    String row(String name) {
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %s | %,d | %s |",
          name,
          allLines,
          share(lines, allLines),
          allBranches,
          share(branches, allBranches));
    }
  }

  private static final class Mutants {
    private int all;
    private int killed;
    private int timedOut;
    private int survived;
    private int unreached;

    void add(String outcome) {
      all++;
      switch (outcome) {
        case "KILLED", "MEMORY_ERROR", "RUN_ERROR" -> killed++;
        case "TIMED_OUT" -> timedOut++;
        case "SURVIVED" -> survived++;
        case "NO_COVERAGE" -> unreached++;
        default -> throw new IllegalStateException("a mutant that is " + outcome);
      }
    }

    String row(String name) {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %s | %d | %d | %d |",
          name,
          all,
          share(killed + timedOut, all),
          timedOut,
          survived,
          unreached);
    }
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }

  /** Reads the results and rewrites the page. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Path page = root.resolve("docs/coverage.md");
    String before = Files.readString(page);
    int begin = before.indexOf(BEGIN);
    int end = before.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(page + " lacks the place for the figures");
    }
    String figures = before.substring(begin, end);
    List<String> text = new ArrayList<>();
    text.add(BEGIN);
    text.add("");
    text.add("Measured on " + LocalDate.now() + ".");
    text.add("");
    coverage(root, text);
    for (String name : MUTATED) {
      Path results = root.resolve("target/mutation/" + name + "/mutations.csv");
      if (Files.exists(results) && Files.size(results) > 0) {
        mutation(results, name, text);
      } else {
        text.addAll(section(figures, heading(name)));
      }
    }
    text.add(END);
    Files.writeString(
        page,
        before.substring(0, begin)
            + String.join("\n", text)
            + before.substring(end + END.length()));
  }

  private static void coverage(Path root, List<String> text) throws IOException {
    text.add("| module | lines | reached | branches | reached |");
    text.add("|---|---:|---:|---:|---:|");
    Reached total = new Reached();
    for (String module : MODULES) {
      Reached reached = new Reached();
      for (String[] row :
          rows(root.resolve("modules/" + module + "/target/site/jacoco/jacoco.csv"), 1)) {
        reached.add(row);
        total.add(row);
      }
      text.add(reached.row("`" + module + "`"));
    }
    text.add(total.row("all"));
    text.add("");
  }

  private static void mutation(Path results, String name, List<String> text) throws IOException {
    Map<String, Mutants> classes = new TreeMap<>();
    Mutants total = new Mutants();
    for (String[] row : rows(results, 0)) {
      // file,class,mutator,method,line,outcome,killing test
      if (row[5].equals("NON_VIABLE")) {
        continue; // no class that a JVM would load, so nothing to notice
      }
      classes.computeIfAbsent(row[0].replace(".java", ""), key -> new Mutants()).add(row[5]);
      total.add(row[5]);
    }
    text.add(heading(name));
    text.add("");
    text.add("Tried on " + day(results) + ".");
    text.add("");
    text.add("| class | mutants | noticed | of these by time-out | not noticed | never reached |");
    text.add("|---|---:|---:|---:|---:|---:|");
    classes.forEach((key, mutants) -> text.add(mutants.row("`" + key + "`")));
    text.add(total.row("all"));
    text.add("");
  }

  private static String heading(String name) {
    return "### Mutants in `" + name + "`";
  }

  private static LocalDate day(Path results) throws IOException {
    return LocalDate.ofInstant(
        Files.getLastModifiedTime(results).toInstant(), ZoneId.systemDefault());
  }

  /** What stands under a heading, with it, or nothing. */
  private static List<String> section(String figures, String heading) {
    List<String> found = new ArrayList<>();
    for (String line : figures.lines().toList()) {
      if (line.equals(heading) || (!found.isEmpty() && !line.startsWith("#"))) {
        found.add(line);
      } else if (!found.isEmpty()) {
        break;
      }
    }
    return found;
  }

  private static List<String[]> rows(Path csv, int skipped) throws IOException {
    try (Stream<String> lines = Files.lines(csv)) {
      return lines.skip(skipped).map(line -> line.split(",", -1)).toList();
    }
  }
}
