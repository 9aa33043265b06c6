package org.verack.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.verack.conformance.network.NetworkSupport.Family;
import org.verack.wire.Network;

/** The page of networks says what the code says. */
class NetworkSupportTest {

  private static final Path PAGE = Path.of("../../docs/networks.md");
  private static final Path WRITTEN = Path.of("target/networks.md");

  @Test
  void thePageIsWhatTheCodeSays() throws IOException {
    String page = NetworkSupport.page();
    Files.createDirectories(WRITTEN.getParent());
    Files.writeString(WRITTEN, page);
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("docs/networks.md; the new text stands in modules/conformance/target/networks.md")
        .isEqualTo(page);
  }

  @Test
  void networksHaveNamesOfTheirOwn() {
    Set<String> names = new HashSet<>();
    for (Family family : NetworkSupport.FAMILIES) {
      for (Network each : family.networks()) {
        assertThat(names.add(each.name())).as(each.name()).isTrue();
        assertThat(each.genesisBlock().isEmpty()).as(each.name()).isFalse();
      }
    }
  }
}
