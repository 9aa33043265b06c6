package org.verack.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

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
   * @param arguments a regular expression over their names, or nothing for all
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(arguments.length > 0 ? arguments[0] : ".");
    options.addProfiler(GCProfiler.class);
    options.resultFormat(ResultFormatType.JSON);
    options.result(System.getProperty("java.io.tmpdir") + "/jmh.json");
    options.shouldFailOnError(true);
    print(new Runner(options.build()).run());
  }

  private static void print(Collection<RunResult> results) {
    Map<String, Map<String, Figure>> groups = new LinkedHashMap<>();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      String[] parts = name.substring(name.lastIndexOf('.') + 1).split("_", 3);
      Result<?> allocation = result.getSecondaryResults().get("gc.alloc.rate.norm");
      groups
          .computeIfAbsent(parts[0], key -> new LinkedHashMap<>())
          .put(
              parts[1],
              new Figure(
                  result.getPrimaryResult().getScore(),
                  allocation == null ? 0 : allocation.getScore()));
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
