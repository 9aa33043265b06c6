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
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.node.TestNode;

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

  @Test
  void theReadmeShowsTheApplicationAsItIsCompiledHere() throws IOException {
    String readme = Files.readString(TEMPLATES.resolveSibling("README.md"));
    String source =
        Files.readString(TEMPLATES.resolve("application/src/com/example/monitor/Monitor.java"));
    assertThat(readme).contains("```java\n" + source + "```");
    String descriptor =
        Files.readString(TEMPLATES.resolve("application/src/module-info.java"))
            .lines()
            .filter(line -> !line.contains("/") && !line.isBlank())
            .collect(Collectors.joining("\n"));
    assertThat(readme).contains("```java\n" + descriptor + "\n```");
  }

  @Test
  void theReadmeShowsTheTestAsItIsCompiledHere() throws IOException {
    String readme = Files.readString(TEMPLATES.resolveSibling("README.md"));
    String source =
        Files.readString(
            TEMPLATES.resolve("testkit-test/src/com/example/monitor/test/PatienceTest.java"));
    assertThat(readme).contains("```java\n" + source + "```");
  }

  /** Each program is given a node with three blocks to talk to, in place of {@code {node}}. */
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

    List<String> output;
    try (TestNode node = TestNode.builder(ChainGenerator.seeded(1).generate(3)).start()) {
      List<String> start = new ArrayList<>();
      start.add(JDK.resolve("java").toString());
      start.addAll(List.of("--module-path", classes + File.pathSeparator + modulePath));
      String arguments = Files.readString(template.resolve("run")).strip();
      start.addAll(List.of(arguments.replace("{node}", node.endpoint().toString()).split("\\s+")));
      output = run(start);
    }
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
