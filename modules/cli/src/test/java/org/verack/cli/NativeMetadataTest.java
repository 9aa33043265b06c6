package org.verack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Image builders are told of everything that picocli looks for. */
class NativeMetadataTest {

  private static final String FILE =
      "/META-INF/native-image/picocli-generated/org.verack/verack-cli/reflect-config.json";

  @Test
  void everyCommandIsListed() throws IOException {
    String listed;
    try (InputStream file = Main.class.getResourceAsStream(FILE)) {
      assertThat(file).as(FILE).isNotNull();
      listed = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    CommandLine root =
        Main.commandLine(Terminal.plain(InputStream.nullInputStream(), nowhere, nowhere));
    assertThat(listed).contains('"' + RootCommand.class.getName() + '"');
    assertThat(root.getSubcommands().values())
        .hasSizeGreaterThan(4)
        .allSatisfy(
            each ->
                assertThat(listed).contains('"' + each.getCommand().getClass().getName() + '"'));
  }
}
