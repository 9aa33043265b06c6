package org.verack.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verack.benchmarks.results.ResultFile.Figure;

class ResultPageTest {

  private static final Path DOCS = Path.of("../../docs");

  @Test
  void pageAndChartsAreWhatTheResultFilesGive() throws IOException {
    for (Map.Entry<String, String> each : ResultPage.pages(DOCS.resolve("benchmarks")).entrySet()) {
      assertThat(Files.readString(DOCS.resolve(each.getKey())))
          .as(each.getKey() + "; modules/benchmarks/record --page writes it")
          .isEqualTo(each.getValue());
    }
  }

  @Test
  void whatIsWrittenIsReadAgain(@TempDir Path folder) throws IOException {
    ResultFile file =
        ResultFile.now(
            "Once.",
            List.of(
                new Figure("idle", "heap", "verack", 11.25, 11, 12, "heap, KiB", "at most 12")));
    file.write(folder.resolve("deep/file.tsv"));
    assertThat(ResultFile.read(folder.resolve("deep/file.tsv"))).isEqualTo(file);
    assertThat(file.head()).containsKeys("date", "machine", "jdk", "system", "run");
  }

  @Test
  void whatIsNoResultIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file.tsv"), "idle\theap\tverack\n");
    assertThatThrownBy(() -> ResultFile.read(file)).isInstanceOf(IOException.class);
  }

  @Test
  void theLongestBarFillsItsGroup() {
    String svg =
        Chart.svg(
            "t",
            "r",
            List.of(
                new Chart.Group(
                    "g",
                    List.of(
                        new Chart.Bar("a", "#000000", 200, "200"),
                        new Chart.Bar("b & c", "#111111", 50, "<50>")))));
    assertThat(svg)
        .contains("width=\"540\" height=\"17\" rx=\"2\" fill=\"#000000\"")
        .contains("width=\"135\" height=\"17\" rx=\"2\" fill=\"#111111\"")
        .contains("b &amp; c", "&lt;50&gt;");
  }
}
