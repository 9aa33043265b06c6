package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @Test
  void withoutACommandItShowsHowItIsUsed() {
    assertThat(Outcome.of().succeeded().out()).contains("Usage: verack", "demo", "decode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "sync", "ping", "serve", "decode"})
  void everyCommandHasHelp(String command) {
    assertThat(Outcome.of(command, "--help").succeeded().out())
        .startsWith("Usage: verack " + command)
        .contains("--debug", "--no-color", "--help");
  }

  @Test
  void versionIsShown() {
    assertThat(Outcome.of("--version").succeeded().out()).startsWith("verack 0.1.0");
  }

  @Test
  void wrongUseIsOneLine() {
    Outcome.of("dance").misused("dance", "see verack --help");
    Outcome.of("--dance").misused("--dance");
    Outcome.of("ping", "--dance").misused("see verack ping --help");
  }
}
