package org.verack.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.verack.peer.PeerContext;

/** Runs it. Ends with status 77 if a message is unaccounted for, or if something grows. */
public final class Soak {

  private static final int NOT_RIGHT = 77;
  private static final int CALLERS = 200;
  private static final int LEAST_ROUNDS = 8;
  private static final int LONGEST_ROUND_SECONDS = 30;
  private static final int SECONDS_TO_COME_TO_REST = 60;

  /** Longer than all that a caller waits for one after the other. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final long seed;
  private final PrintStream out;
  private final Accounts accounts = new Accounts();
  private final Repertoire repertoire = new Repertoire();
  private final List<Reading> readings = new ArrayList<>();

  private Soak(long seed, PrintStream out) {
    this.seed = seed;
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @param arguments the file for the outcome in one word, how many minutes, and a seed or {@code
   *     random}
   * @throws IOException if nothing can listen, or the outcome cannot be written
   * @throws InterruptedException if it was interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path outcome = Path.of(arguments[0]);
    double minutes = Double.parseDouble(arguments[1]);
    long seed = arguments[2].equals("random") ? System.nanoTime() : Long.parseLong(arguments[2]);
    boolean right = new Soak(seed, System.out).run(minutes);
    Files.createDirectories(outcome.toAbsolutePath().getParent());
    Files.writeString(outcome, right ? "right\n" : "not right\n");
    System.exit(right ? 0 : NOT_RIGHT);
  }

  private boolean run(double minutes) throws IOException, InterruptedException {
    int seconds = Math.max(LEAST_ROUNDS, (int) (minutes * 60));
    int rounds = Math.max(LEAST_ROUNDS, seconds / LONGEST_ROUND_SECONDS);
    out.printf("%d callers, %d rounds of %d s, seed %d%n", CALLERS, rounds, seconds / rounds, seed);
    out.println("round  connections    messages   heap KiB  threads  virtual  descriptors");
    SplittableRandom random = new SplittableRandom(seed);
    try (Hosts hosts = new Hosts(accounts, repertoire);
        PeerContext roomy = PeerContext.create();
        PeerContext narrow =
            PeerContext.builder().inboundBudget(8 << 20).outboundBudget(8 << 20).build()) {
      for (int round = 1; round <= rounds; round++) {
        round(hosts, List.of(roomy, narrow), random.split(), (long) seconds * 1000 / rounds);
        awaitRest(hosts, List.of(roomy, narrow));
        Reading reading = Reading.take();
        readings.add(reading);
        out.printf(
            "%5d %,12d %,11d %,10d %8d %8d %12d%n",
            round,
            accounts.talks(),
            accounts.delivered(),
            reading.heap() / 1024,
            reading.platformThreads(),
            reading.virtualThreads(),
            reading.descriptors());
      }
    }
    return report();
  }

  private void round(Hosts hosts, List<PeerContext> contexts, SplittableRandom random, long millis)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Caller caller =
          new Caller(
              hosts,
              contexts.get(i % contexts.size()),
              repertoire,
              accounts,
              random.split(),
              until);
      threads.add(Thread.ofVirtual().name("soak-caller").start(caller));
    }
    TimeUnit.MILLISECONDS.sleep(millis / 2);
    hosts.reopenOne();
    for (Thread thread : threads) {
      if (!thread.join(LONGEST_WAIT)) {
        accounts.failed("a caller hangs: " + List.of(thread.getStackTrace()));
      }
    }
  }

  /** A listener learns of the end of an inbound peer a moment after the peer itself. */
  private void awaitRest(Hosts hosts, List<PeerContext> contexts) throws InterruptedException {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_COME_TO_REST);
    List<String> left = leftovers(hosts, contexts);
    while (!left.isEmpty() && System.nanoTime() < latest) {
      TimeUnit.MILLISECONDS.sleep(10);
      left = leftovers(hosts, contexts);
    }
    left.forEach(accounts::failed);
  }

  private static List<String> leftovers(Hosts hosts, List<PeerContext> contexts) {
    List<String> lines = new ArrayList<>(hosts.leftovers());
    for (PeerContext context : contexts) {
      if (!Hosts.holdsNothing(context)) {
        lines.add("callers still hold bytes or " + context.peers());
      }
    }
    return lines;
  }

  private boolean report() {
    out.println();
    accounts.lines().forEach(out::println);
    List<Growth.Line> growth = Growth.judge(readings);
    growth.forEach(out::println);
    accounts.failures().forEach(failure -> out.println("FAILED: " + failure));
    boolean right =
        accounts.failureCount() == 0 && growth.stream().noneMatch(Growth.Line::isGrowth);
    out.println(
        right
            ? "every message is accounted for, nothing grew"
            : "NOT RIGHT: " + accounts.failureCount() + " failures, or something grew");
    return right;
  }
}
