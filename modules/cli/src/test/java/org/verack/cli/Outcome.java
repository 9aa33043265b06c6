package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command did: its status and everything it wrote. */
record Outcome(int status, String out, String err) {

  /** Runs a command without input. */
  static Outcome of(String... arguments) {
    return fed(new byte[0], arguments);
  }

  /** Runs a command. */
  static Outcome fed(byte[] input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        Terminal.plain(new ByteArrayInputStream(input), new PrintWriter(out), new PrintWriter(err));
    int status = Main.commandLine(terminal).execute(arguments);
    return new Outcome(status, out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }

  /** Asserts success, and that nothing was said on standard error. */
  Outcome succeeded() {
    assertThat(err).isEmpty();
    assertThat(status).isZero();
    assertThat(lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    return this;
  }

  /** Asserts a failure that was explained in one line. */
  Outcome failed(String... parts) {
    return ended(1, parts);
  }

  /** Asserts that the command was refused in one line. */
  Outcome misused(String... parts) {
    return ended(2, parts);
  }

  private Outcome ended(int expected, String... parts) {
    assertThat(err.lines()).hasSize(1);
    assertThat(err).startsWith("verack: ").contains(parts);
    assertThat(status).isEqualTo(expected);
    return this;
  }
}
