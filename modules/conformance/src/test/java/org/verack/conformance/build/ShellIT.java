package org.verack.conformance.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types the session of the README into {@code ./verack shell}. */
class ShellIT {

  private static final Path ROOT = Path.of(System.getProperty("verack.root", "../.."));
  private static final String PROMPT = "jshell> ";

  /** What is typed, and what is printed then. */
  private record Step(String input, String output) {}

  @Test
  void theSessionOfTheReadmeGoesAsItIsShown(@TempDir Path folder) throws Exception {
    List<Step> shown = shown();
    assertThat(shown).hasSizeGreaterThan(4);
    List<String> inputs = shown.stream().map(Step::input).toList();
    String printed = run(folder, inputs);
    assertThat(printed).contains("At hand: network, chain, ");
    assertThat(steps(printed, inputs)).as(printed).isEqualTo(shown);
  }

  private static List<Step> shown() throws IOException {
    Matcher block =
        Pattern.compile("```\n(" + PROMPT + ".*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve("README.md")));
    assertThat(block.find()).isTrue();
    List<Step> steps = new ArrayList<>();
    for (String step : block.group(1).substring(PROMPT.length()).split(PROMPT)) {
      String input = step.lines().findFirst().orElseThrow();
      steps.add(new Step(input, withoutPorts(step.substring(input.length()))));
    }
    return steps;
  }

  private static int commonBeginning(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }

  /** A prompt comes before each step; what was typed may stand behind it, all or the beginning. */
  private static List<Step> steps(String printed, List<String> inputs) {
    String[] parts = printed.split(PROMPT);
    assertThat(parts).as(printed).hasSizeGreaterThan(inputs.size());
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      String input = inputs.get(i);
      String part = parts[i + 1];
      String output = part.substring(commonBeginning(part, input));
      steps.add(new Step(input, withoutPorts(output)));
    }
    return steps;
  }

  private static String withoutPorts(String text) {
    return text.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT").strip();
  }

  private static String run(Path folder, List<String> inputs) throws Exception {
    Path output = folder.resolve("output.txt");
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder shell =
        new ProcessBuilder(
                ROOT.resolve("verack").toAbsolutePath().toString(),
                "shell",
                // So that the session is not among what the user has typed.
                "-J-Djava.util.prefs.userRoot=" + folder)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = shell.start();
    try (Writer typing = process.outputWriter(StandardCharsets.UTF_8)) {
      typing.write(inputs.stream().collect(Collectors.joining("\n", "", "\n/exit\n")));
    }
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String printed = Files.readString(output, StandardCharsets.UTF_8).replace("\r", "");
    String all = printed + Files.readString(errors, StandardCharsets.UTF_8);
    assertThat(ended).as("ended within 5 minutes: %s", all).isTrue();
    assertThat(process.exitValue()).as(all).isZero();
    return printed;
  }
}
