package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class VerackToolTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new VerackTool().run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void runsTheCommandsAndComesBack() {
    assertThat(new VerackTool().name()).isEqualTo("verack");
    assertThat(run("decode", "f9beb4d976657261636b000000000000000000005df6e0e2")).isZero();
    assertThat(out).hasToString("verack  frame at byte 0, mainnet, 0 bytes of payload\n");
    assertThat(err).asString().isEmpty();
  }

  @Test
  void tellsWhatWentWrong() {
    assertThat(run("decode", "zz")).isEqualTo(1);
    assertThat(run("dance")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2);
  }
}
