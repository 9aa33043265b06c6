package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PingCommandTest {

  @Test
  void roundTripsAreMeasured() throws IOException {
    try (SmallNode node = SmallNode.named("/small:1/")) {
      Outcome outcome =
          Outcome.of(
                  "ping", node.address(), "--network", "regtest", "--count", "3", "--interval", "0")
              .succeeded();

      assertThat(outcome.lines()).hasSize(7);
      assertThat(outcome.lines().get(0)).contains(node.address(), "regtest", "/small:1/");
      assertThat(outcome.lines().get(5)).matches("  pong 3 +[0-9.]+ ms");
      assertThat(outcome.lines().get(6)).matches("  3 round trips: min .+, avg .+, max .+");
    }
  }

  @Test
  void userAgentIsEscaped() throws IOException {
    try (SmallNode node = SmallNode.named("/\u001b[2J\r\n\u009b31m/")) {
      Outcome outcome =
          Outcome.of("ping", node.address(), "--network", "regtest", "--count", "1").succeeded();

      assertThat(outcome.out()).contains("/\\x1b[2J\\x0d\\x0a\\x9b31m/");
      assertThat(outcome.lines()).hasSize(5);
    }
  }

  @Test
  void wrongUseIsRefused() {
    Outcome.of("ping", "host", "--count", "0").misused("--count");
    Outcome.of("ping", "host", "--interval", "-1").misused("--interval");
    Outcome.of("ping", "host", "--interval", "often").misused("--interval");
  }

  @Test
  void transportIsChosen() throws IOException {
    try (SmallNode node = SmallNode.named("/small:1/")) {
      Outcome encrypted =
          Outcome.of("ping", node.address(), "--network", "regtest", "--count", "1").succeeded();
      assertThat(encrypted.lines().get(1)).matches("  transport   v2, session [0-9a-f]{64}");
      Outcome plain =
          Outcome.of(
                  "ping",
                  node.address(),
                  "--network",
                  "regtest",
                  "--count",
                  "1",
                  "--transport",
                  "v1")
              .succeeded();
      assertThat(plain.lines().get(1)).isEqualTo("  transport   v1, not encrypted");
      Outcome.of("ping", node.address(), "--transport", "v3").misused("--transport");
    }
  }
}
