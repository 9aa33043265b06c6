package org.verack.benchmarks.scale;

import java.time.Duration;

/** Measures one contender of one row. The main class of JVMs that {@link Fork} starts. */
public final class Probe {

  /** Longer than anything takes on a slow machine. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private Probe() {}

  /**
   * Measures.
   *
   * @param arguments row, contender, size
   */
  public static void main(String[] arguments) {
    haltInTheEnd();
    int status = 0;
    try {
      Figures figures = new Figures();
      ScaleReport.row(arguments[0]).measure(arguments[1], Size.valueOf(arguments[2]), figures);
      figures.print();
    } catch (Exception e) {
      e.printStackTrace();
      status = 1;
    }
    System.out.flush();
    // Threads of a rival may still run.
    Runtime.getRuntime().halt(status);
  }

  /** What hangs must not hang for ever, whoever started it. */
  static void haltInTheEnd() {
    Thread unused =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    Thread.sleep(LONGEST);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  System.err.println("this took too long");
                  Runtime.getRuntime().halt(3);
                });
  }
}
