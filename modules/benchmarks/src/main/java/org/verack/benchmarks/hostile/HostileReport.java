package org.verack.benchmarks.hostile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * @param arguments the document to write the table into, or {@code -} to print it only; then
   *     names of attacks, or {@code all}
   * @throws Exception if something cannot be measured
   */
  public static void main(String[] arguments) throws Exception {
    List<Assault> chosen = new ArrayList<>();
    for (String name : String.join(",", arguments).split(",", -1)) {
      if (!name.equals(arguments[0]) && !name.isEmpty() && !name.equals("all")) {
        chosen.add(Assaults.named(name));
      }
    }
    Map<Assault, Result> results = new LinkedHashMap<>();
    Latency quiet = measure(chosen.isEmpty() ? Assaults.all() : chosen, MILLIS, results);
    HostileTable table = new HostileTable(quiet, results);
    System.out.println(table.text());
    if (!arguments[0].equals("-")) {
      table.writeInto(Path.of(arguments[0]));
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
