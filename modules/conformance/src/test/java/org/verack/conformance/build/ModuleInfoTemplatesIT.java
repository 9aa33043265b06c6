package org.verack.conformance.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles and runs each folder of module-info-templates against the jars that were just built. */
class ModuleInfoTemplatesIT {

  private static final Path TEMPLATES =
      Path.of(System.getProperty("verack.root", "../.."), "module-info-templates");
  private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

  static Stream<String> templates() throws IOException {
    try (Stream<Path> folders = Files.list(TEMPLATES)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void modulesAreJars() {
    for (String module : List.of("org.verack.wire", "org.verack.peer", "org.verack.peer.testkit")) {
      assertThat(BuiltModules.location(module)).isRegularFile();
    }
  }

  @Test
  void templatesForEveryKindOfProgram() throws IOException {
    assertThat(templates()).containsExactly("application", "library", "testkit-test");
  }

  @ParameterizedTest
  @MethodSource("templates")
  void compilesAndRuns(String name, @TempDir Path classes) throws Exception {
    Path template = TEMPLATES.resolve(name);
    String modulePath =
        BuiltModules.modulePath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));

    List<String> compile = new ArrayList<>();
    compile.addAll(List.of(JDK.resolve("javac").toString(), "--release", "21"));
    compile.addAll(List.of("-Xlint:all", "-Werror", "-d", classes.toString()));
    compile.addAll(List.of("--module-path", modulePath));
    try (Stream<Path> sources = Files.walk(template.resolve("src"))) {
      sources.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(compile::add);
    }
    assertThat(run(compile)).as("output of the compiler").isEmpty();

    List<String> start = new ArrayList<>();
    start.add(JDK.resolve("java").toString());
    start.addAll(List.of("--module-path", classes + File.pathSeparator + modulePath));
    start.addAll(List.of(Files.readString(template.resolve("run")).strip().split("\\s+")));
    List<String> output = run(start);
    assertThat(
            ExpectedOutput.problem(
                Files.readAllLines(template.resolve("expected-output.txt")), output))
        .as("output of %s:%n%s", name, String.join(System.lineSeparator(), output))
        .isEmpty();
  }

  /** Runs a command, which must end with 0, and returns what it printed, without blank lines. */
  private static List<String> run(List<String> command) throws Exception {
    Path output = Files.createTempFile("template", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(120, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(ended).as("ended within 120 s: %s", text).isTrue();
      assertThat(process.exitValue()).as(text).isZero();
      return text.lines().filter(line -> !line.isBlank()).toList();
    } finally {
      Files.delete(output);
    }
  }
}
