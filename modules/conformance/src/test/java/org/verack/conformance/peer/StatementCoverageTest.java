package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.verack.conformance.wire.Vectors;

/** Every numbered statement about btcd's peer has a test that names it, or a reason not to. */
class StatementCoverageTest {

  /** What cannot be tested because it is not so here, and why. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("P004", "connect blocks until the handshake is complete, a listener does not"),
          Map.entry("P007", "which threads there are is no promise, only that none is left"),
          Map.entry("P125", "the statement itself says that it cannot happen"),
          Map.entry("P128", "there are no signals between threads that could be out of balance"));

  private static final Pattern NAMED = Pattern.compile("_P(\\d{3})(?:toP(\\d{3}))?");

  @Test
  void everyStatementHasATestOrAReason() throws IOException {
    Path reference = Vectors.page("reference/peer-behaviour.md");
    Set<String> stated = stated(Files.readString(reference));
    assertThat(stated).hasSizeGreaterThan(100);
    Set<String> named = named();
    Set<String> uncovered = new TreeSet<>(stated);
    uncovered.removeAll(named);
    uncovered.removeAll(REASONS.keySet());
    assertThat(uncovered).as("statements without a test").isEmpty();
    assertThat(stated).as("names of statements that exist").containsAll(named);
    assertThat(named)
        .as("reasons that are no longer needed")
        .doesNotContainAnyElementsOf(REASONS.keySet());
  }

  private static Set<String> stated(String page) {
    return Pattern.compile("^\\| P-(\\d{3}) \\|", Pattern.MULTILINE)
        .matcher(page)
        .results()
        .map(result -> "P" + result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> named() throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
      for (Path source : sources.filter(each -> each.toString().endsWith(".java")).toList()) {
        Matcher matcher = NAMED.matcher(Files.readString(source));
        while (matcher.find()) {
          int first = Integer.parseInt(matcher.group(1));
          int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
          for (int id = first; id <= last; id++) {
            named.add("P%03d".formatted(id));
          }
        }
      }
    }
    return named;
  }
}
