package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCommandTest {

  @Test
  void everythingIsFetchedAndChecked() {
    assertThat(Outcome.of("demo", "--blocks", "60").succeeded().out())
        .contains(
            "60 blocks of regtest",
            "60/60",
            "/verack-demo-node:0.1.0/",
            "wtxidrelay, sendaddrv2",
            "ok  60 headers",
            "ok  60 blocks with ")
        .doesNotContain("\u001b", "\r\u001b");
  }

  @Test
  void anEmptyChainIsNoFault() {
    Outcome.of("demo", "--blocks", "0").succeeded();
  }

  @Test
  void wrongUseIsRefused() {
    Outcome.of("demo", "--blocks", "-1").misused("--blocks");
    Outcome.of("demo", "now").misused("now");
  }

  @Test
  void speaksTheTransportThatIsChosen() {
    assertThat(Outcome.of("demo", "--blocks", "0").succeeded().out())
        .containsPattern("transport +v2, session [0-9a-f]{64}");
    assertThat(Outcome.of("demo", "--blocks", "0", "--transport", "v1").succeeded().out())
        .containsPattern("transport +v1, not encrypted");
    Outcome.of("demo", "--transport", "v3").misused("--transport");
  }
}
