package org.verack.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measurements still run; what they measure in so short a time means nothing. */
class HostileReportTest {

  private static final String MARKS =
      """
      # Before
      <!-- measured: mvn -Phostile writes what follows -->
      what was measured last time
      <!-- /measured -->
      after
      """;

  @Test
  void attacksAreMeasuredAndTheTableWritten(@TempDir Path folder) throws Exception {
    Map<Assault, Result> results = new LinkedHashMap<>();
    List<Assault> some =
        Stream.of("silence", "small-v2", "keys", "headers", "dialed-resets")
            .map(Assaults::named)
            .toList();
    Result.Latency quiet = HostileReport.measure(some, 50, results);
    assertThat(results.keySet()).containsExactlyElementsOf(some);

    Path document = folder.resolve("document.md");
    Files.writeString(document, MARKS);
    new HostileTable(quiet, results).writeInto(document);
    assertThat(Files.readString(document))
        .startsWith("# Before\n")
        .endsWith("\nafter\n")
        .doesNotContain("last time")
        .contains(some.stream().map(Assault::text).toList());
  }

  @Test
  void aSelectionIsPrintedAndTheDocumentStays(@TempDir Path folder) throws Exception {
    Path document = folder.resolve("document.md");
    Files.writeString(document, MARKS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HostileReport.report(
        document, "silence,small-v2", 50, new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(Assaults.named("silence").text(), Assaults.named("small-v2").text());
    assertThat(Files.readString(document)).isEqualTo(MARKS);
  }

  @Test
  void aDocumentWithoutMarksIsNotTouched(@TempDir Path folder) throws Exception {
    Path document = folder.resolve("document.md");
    Files.writeString(document, "something else");
    assertThatThrownBy(
            () ->
                new HostileTable(new Result.Latency(1, 1), new LinkedHashMap<>())
                    .writeInto(document))
        .isInstanceOf(IOException.class);
    assertThat(Files.readString(document)).isEqualTo("something else");
  }

  @Test
  void attacksAreChosenByName() {
    assertThatThrownBy(() -> Assaults.named("other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("silence");
  }
}
