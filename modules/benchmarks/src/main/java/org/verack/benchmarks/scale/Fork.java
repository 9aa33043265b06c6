package org.verack.benchmarks.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs with the class path of this one. */
public final class Fork {

  private Fork() {}

  /**
   * Starts a JVM whose standard output is read by this one.
   *
   * @param heap in MiB
   * @param options of the JVM
   * @param main its main class
   * @param arguments its arguments
   * @return the process
   * @throws IOException if it cannot be started
   */
  public static Process start(int heap, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap + "m");
    command.addAll(options);
    command.add("-Dslf4j.internal.verbosity=ERROR");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Has one contender of a row measured in a JVM of its own. */
  static Figures measure(Row row, String contender, Size size)
      throws IOException, InterruptedException {
    Process process =
        start(row.heap(), row.options(), Probe.class, row.name(), contender, size.name());
    Figures figures = new Figures();
    try (BufferedReader output = process.inputReader()) {
      String line;
      while ((line = output.readLine()) != null) {
        if (!figures.read(line)) {
          System.out.println(line);
        }
      }
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "measuring " + row.name() + " of " + contender + " failed with status " + status);
      }
      return figures;
    } finally {
      process.destroyForcibly();
    }
  }
}
