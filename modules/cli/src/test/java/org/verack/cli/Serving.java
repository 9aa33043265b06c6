package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A serve command that runs in a thread of its own until it is stopped. */
final class Serving implements AutoCloseable {

  private static final Pattern ENDPOINT = Pattern.compile("at (127\\.0\\.0\\.1:[0-9]+)\\.");

  private final Lines lines = new Lines();
  private final StringWriter err = new StringWriter();
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private final Thread thread;
  private final String address;

  private Serving(List<String> arguments) throws InterruptedException {
    Terminal terminal =
        Terminal.plain(InputStream.nullInputStream(), new PrintWriter(lines), new PrintWriter(err));
    thread =
        Thread.ofVirtual()
            .start(
                () ->
                    status.complete(
                        Main.commandLine(terminal).execute(arguments.toArray(String[]::new))));
    Matcher greeting = ENDPOINT.matcher(line("Serving"));
    assertThat(greeting.find()).isTrue();
    address = greeting.group(1);
  }

  /** Starts the command on a free port and waits until it serves. */
  static Serving start(String... arguments) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:0"));
    all.addAll(List.of(arguments));
    return new Serving(all);
  }

  /** Where it listens, as an argument of a command. */
  String address() {
    return address;
  }

  /** Waits for a line that has a text in it. */
  String line(String text) throws InterruptedException {
    while (true) {
      String line = lines.complete.poll(30, TimeUnit.SECONDS);
      assertThat(line).as("a line with '%s'; on standard error: %s", text, err).isNotNull();
      if (line.contains(text)) {
        return line;
      }
    }
  }

  /** Stops it as Ctrl-C would, and waits until it has ended in order. */
  @Override
  public void close() {
    thread.interrupt();
    assertThat(status.orTimeout(30, TimeUnit.SECONDS).join()).isZero();
    assertThat(err.toString()).isEmpty();
  }

  /** Takes what is written apart into lines. */
  private static final class Lines extends Writer {

    private final LinkedBlockingQueue<String> complete = new LinkedBlockingQueue<>();
    private final StringBuilder begun = new StringBuilder();

    @Override
    public void write(char[] text, int from, int length) {
      for (int i = from; i < from + length; i++) {
        if (text[i] == '\n') {
          complete.add(begun.toString().stripTrailing());
          begun.setLength(0);
        } else {
          begun.append(text[i]);
        }
      }
    }

    @Override
    public void flush() {
      // Lines are handed on when they are complete.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
