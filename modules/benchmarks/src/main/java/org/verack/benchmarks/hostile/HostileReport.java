package org.verack.benchmarks.hostile;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.verack.benchmarks.hostile.Result.Latency;

/**
 * Measures what attacks cost and writes the table of {@code docs/hostile-peers.md} anew. Victim,
 * attackers and an honest peer are three JVMs that speak over loopback, so that the processor time
 * of the first is the victim's.
 */
public final class HostileReport {

  private static final long MILLIS = 5000;
  private static final long WARM_UP_MILLIS = 500;

  private HostileReport() {}

  /**
   * Measures.
   *
   * @param arguments the document to write the table into; then names of attacks, separated by
   *     commas, whose table is only printed, or {@code all}
   * @throws Exception if something cannot be measured
   */
  public static void main(String[] arguments) throws Exception {
    report(Path.of(arguments[0]), arguments[1], MILLIS, System.out);
  }

  /** Prints the table; a selection does not replace the whole one in the document. */
  static void report(Path document, String names, long millis, PrintStream out)
      throws IOException, InterruptedException {
    boolean all = names.equals("all");
    List<Assault> chosen =
        all ? Assaults.all() : Stream.of(names.split(",", -1)).map(Assaults::named).toList();
    Map<Assault, Result> results = new LinkedHashMap<>();
    HostileTable table = new HostileTable(measure(chosen, millis, results), results);
    out.println(table.text());
    if (all) {
      table.writeInto(document);
    }
  }

  /**
   * Measures attacks one after the other.
   *
   * @param millis how long each lasts
   * @param results where what each cost is put
   * @return the honest peer's round trips while it was quiet
   */
  static Latency measure(List<Assault> assaults, long millis, Map<Assault, Result> results)
      throws IOException, InterruptedException {
    try (Partner victim = new Partner(Victim.class)) {
      String port = victim.hear();
      try (Partner honest = new Partner(Honest.class, port);
          Partner attackers = new Partner(Attackers.class)) {
        String unused = honest.hear();
        for (Assault each : assaults) {
          // What is done for the first time costs more.
          Result warmUp =
              carryOut(each, port, Math.min(millis, WARM_UP_MILLIS), 0, victim, honest, attackers);
          System.err.println(each.name() + ": " + warmUp.ends());
        }
        begin(victim, honest);
        Thread.sleep(millis);
        double quietCpu = Double.parseDouble(victim.ask("over")[1]) / 1e6 / millis;
        Latency quiet = latency(honest.ask("pings"));
        System.err.println("quiet: " + quiet + ", " + victim.ask("end")[0]);
        for (Assault each : assaults) {
          results.put(each, carryOut(each, port, millis, quietCpu, victim, honest, attackers));
          System.err.println(each.name() + ": " + results.get(each));
        }
        return quiet;
      }
    }
  }

  private static Result carryOut(
      Assault assault,
      String port,
      long millis,
      double quietCpu,
      Partner victim,
      Partner honest,
      Partner attackers)
      throws IOException {
    begin(victim, honest);
    attackers.tell(assault.name() + " " + port + " " + millis);
    if (assault.dialed()) {
      victim.tell("dial " + attackers.hear().split(" ", -1)[1]);
    }
    require(attackers.hear(), "over");
    String[] looked = victim.ask("over");
    String[] pings = honest.ask("pings");
    String[] sent = attackers.ask("hang up");
    String[] left = victim.ask("end");
    return new Result(
        Long.parseLong(sent[1]),
        Long.parseLong(sent[2]),
        Long.parseLong(left[1]),
        Math.max(0, Double.parseDouble(looked[1]) / 1e6 - quietCpu * millis),
        Long.parseLong(looked[2]),
        Long.parseLong(left[2]),
        latency(pings),
        Long.parseLong(pings[3]),
        looked[3],
        Long.parseLong(looked[4]));
  }

  /** What was before does not count. */
  private static void begin(Partner victim, Partner honest) throws IOException {
    require(victim.ask("begin")[0], "begun");
    require(honest.ask("pings")[0], "pings");
  }

  private static void require(String heard, String expected) throws IOException {
    if (!heard.equals(expected)) {
      throw new IOException("heard '" + heard + "' for '" + expected + "'");
    }
  }

  private static Latency latency(String[] pings) {
    return new Latency(Double.parseDouble(pings[1]), Double.parseDouble(pings[2]));
  }
}
