package org.verack.benchmarks.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.verack.benchmarks.scale.Fork;

/** One of the processes that take part; it is told something in a line, and answers in one. */
final class Partner implements AutoCloseable {

  private static final int HEAP = 1024;

  private final Process process;
  private final BufferedReader output;
  private final PrintStream input;

  Partner(Class<?> main, String... arguments) throws IOException {
    process = Fork.start(HEAP, List.of(), main, arguments);
    output = process.inputReader();
    input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  void tell(String line) {
    input.println(line);
  }

  String hear() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("a process that takes part has ended");
    }
    return line;
  }

  String[] ask(String line) throws IOException {
    tell(line);
    return hear().split(" ", -1);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
