package org.verack.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.verack.wire.BitcoinMessages;
import org.verack.wire.MessageType;

/** What fuzzing has found stays mended, and every seed is in order. */
class FindingsTest {

  private static final Path FINDINGS = Path.of("src/test/resources/findings");

  @TestFactory
  List<DynamicTest> findings() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Target target : Target.values()) {
      Path folder = FINDINGS.resolve(target.id());
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.list(folder)) {
        files
            .sorted()
            .forEach(
                file ->
                    tests.add(
                        DynamicTest.dynamicTest(
                            target.id() + " " + file.getFileName(),
                            () -> target.run(Files.readAllBytes(file)))));
      }
    }
    return tests;
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    Seeds seeds = Seeds.collect();
    return Stream.of(Target.values())
        .map(
            target ->
                DynamicTest.dynamicTest(
                    target.id(),
                    () -> {
                      assertThat(seeds.of(target)).isNotEmpty();
                      seeds.of(target).forEach(target::run);
                    }));
  }

  @Test
  void everyMessageHasANumber() {
    assertThat(PayloadTarget.COMMANDS)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            BitcoinMessages.ALL.types().stream().map(MessageType::command).toList());
  }
}
