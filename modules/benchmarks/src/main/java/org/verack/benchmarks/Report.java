package org.verack.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.verack.benchmarks.results.ResultFile;

/**
 * Runs the benchmarks and prints, for everything that was measured, the ratio of Verack's time to
 * the machine's own limit and of the rival's time to Verack's, with what was allocated. Times of a
 * shared machine mean little; ratios of one run mean more.
 */
public final class Report {

  private record Figure(double nanos, double bytes) {}

  private Report() {}

  /**
   * Runs the benchmarks.
   *
   * <p>They are also written down in {@code codec.tsv} in the folder that the system property
   * {@code verack.results} names.
   *
   * @param arguments a regular expression over their names; how many seconds to warm up, and how
   *     many to measure, 0 for as many as each says of itself
   * @throws RunnerException if a benchmark fails
   * @throws IOException if the results cannot be written
   */
  public static void main(String[] arguments) throws RunnerException, IOException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(arguments[0]);
    int warmup = Integer.parseInt(arguments[1]);
    int measured = Integer.parseInt(arguments[2]);
    if (warmup > 0) {
      options.warmupIterations(warmup);
    }
    if (measured > 0) {
      options.measurementIterations(measured);
    }
    options.addProfiler(GCProfiler.class);
    options.resultFormat(ResultFormatType.JSON);
    options.result(System.getProperty("java.io.tmpdir") + "/jmh.json");
    options.shouldFailOnError(true);
    Collection<RunResult> results = new Runner(options.build()).run();
    print(results);
    ResultFile.now("Means of iterations of a second each, measured by JMH.", figures(results))
        .write(Path.of(System.getProperty("verack.results"), "codec.tsv"));
  }

  /** The group of a benchmark, whose it is, and how it is done. */
  private static String[] parts(RunResult result) {
    String name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1).split("_", 3);
  }

  private static double allocated(RunResult result) {
    Result<?> allocation = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return allocation == null ? 0 : allocation.getScore();
  }

  private static List<ResultFile.Figure> figures(Collection<RunResult> results) {
    List<ResultFile.Figure> figures = new ArrayList<>();
    for (RunResult result : results) {
      String[] parts = parts(result);
      Result<?> time = result.getPrimaryResult();
      double least = time.getStatistics().getMin();
      double most = time.getStatistics().getMax();
      double bytes = allocated(result);
      figures.add(
          new ResultFile.Figure(
              parts[0], "time", parts[1], time.getScore(), least, most, "ns", ""));
      figures.add(
          new ResultFile.Figure(parts[0], "allocated", parts[1], bytes, bytes, bytes, "B", ""));
    }
    return figures;
  }

  private static void print(Collection<RunResult> results) {
    Map<String, Map<String, Figure>> groups = new LinkedHashMap<>();
    for (RunResult result : results) {
      String[] parts = parts(result);
      groups
          .computeIfAbsent(parts[0], key -> new LinkedHashMap<>())
          .put(parts[1], new Figure(result.getPrimaryResult().getScore(), allocated(result)));
    }
    System.out.printf(
        "%n%-28s %12s %12s %12s %10s %10s %14s %14s%n",
        "what",
        "floor ns",
        "verack ns",
        "rival ns",
        "x floor",
        "rival x",
        "floor bytes",
        "verack bytes");
    groups.forEach(
        (what, figures) -> {
          Figure floor = figures.get("floor");
          Figure ours = figures.get("verack");
          Figure theirs =
              figures.entrySet().stream()
                  .filter(each -> !each.getKey().equals("floor"))
                  .filter(each -> !each.getKey().equals("verack"))
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElse(null);
          System.out.printf(
              "%-28s %12s %12s %12s %10s %10s %14s %14s%n",
              what,
              time(floor),
              time(ours),
              time(theirs),
              ratio(ours, floor),
              ratio(theirs, ours),
              bytes(floor),
              bytes(ours));
        });
  }

  private static String bytes(@Nullable Figure figure) {
    return figure == null ? "" : String.format("%,.0f", figure.bytes());
  }

  private static String time(@Nullable Figure figure) {
    return figure == null ? "" : String.format("%,.0f", figure.nanos());
  }

  private static String ratio(@Nullable Figure above, @Nullable Figure below) {
    return above == null || below == null
        ? ""
        : String.format("%.2f", above.nanos() / below.nanos());
  }
}
