package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.verack.conformance.scenario.CoreScenarios.Rule;
import org.verack.conformance.scenario.CoreScenarios.Scenario;
import org.verack.conformance.wire.Vectors;

/** Every rule of Core's scenarios has a test that states it, and the page says which. */
class ScenarioCoverageTest {

  private static final Path PAGE = Path.of("../../docs/core-scenarios.md");
  private static final Path WRITTEN = Path.of("target/core-scenarios.md");

  /** Core's files are rows of a table, sometimes several in one, and a sentence at the end. */
  private static final Pattern ROW = Pattern.compile("^\\| (p2p_[^|]*) \\|", Pattern.MULTILINE);

  private static final Pattern NEWER = Pattern.compile("^New on master: (.*)$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("p2p_\\w+");

  @Test
  void thePageIsWhatTheTestsSay() throws Exception {
    String page = CoreScenarios.page(tests());
    Files.createDirectories(WRITTEN.getParent());
    Files.writeString(WRITTEN, page);
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/core-scenarios.md; the new text stands in"
                + " modules/conformance/target/core-scenarios.md")
        .isEqualTo(page);
  }

  @Test
  void everyRuleHasATestAndEveryTestARuleThatThereIs() throws Exception {
    Set<String> rules = new TreeSet<>();
    for (Scenario each : CoreScenarios.ALL) {
      for (Rule rule : each.rules()) {
        assertThat(rules.add(each.name() + "/" + rule.name())).as("%s", rule).isTrue();
      }
    }
    assertThat(tests().keySet()).isEqualTo(rules);
  }

  @Test
  void whatStatesARuleIsATestAndScenariosStateNothingElse() throws Exception {
    for (Class<?> each : classes()) {
      for (Method method : each.getDeclaredMethods()) {
        if (method.isAnnotationPresent(CoreScenario.class)) {
          assertThat(isTest(method)).as("%s is a test", method).isTrue();
        } else if (each.getSimpleName().endsWith("ScenarioTest")) {
          assertThat(isTest(method)).as("%s is a test without a rule", method).isFalse();
        }
      }
    }
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  @Test
  void whatIsNotHereIsSaidOfEachFileThatHasNoRules() {
    assertThat(CoreScenarios.ALL)
        .filteredOn(each -> each.rules().isEmpty())
        .isNotEmpty()
        .noneMatch(each -> each.notHere().isEmpty());
  }

  @Test
  void theListIsThatOfCore() throws IOException {
    String reference = Files.readString(Vectors.page("reference/core-rules.md"));
    Set<String> files = new TreeSet<>();
    Stream.of(ROW, NEWER)
        .flatMap(pattern -> pattern.matcher(reference).results())
        .flatMap(row -> NAME.matcher(row.group(1)).results())
        .forEach(name -> files.add(name.group()));
    assertThat(files).hasSize(52 + 5);
    assertThat(CoreScenarios.ALL).extracting(Scenario::name).containsExactlyElementsOf(files);
  }

  /** The tests of each rule, in order. */
  private static Map<String, Set<String>> tests() throws Exception {
    Map<String, Set<String>> tests = new TreeMap<>();
    for (Class<?> each : classes()) {
      for (Method method : each.getDeclaredMethods()) {
        CoreScenario scenario = method.getAnnotation(CoreScenario.class);
        if (scenario != null) {
          for (String rule : scenario.value()) {
            tests
                .computeIfAbsent(rule, any -> new TreeSet<>())
                .add(each.getSimpleName() + "." + method.getName());
          }
        }
      }
    }
    return tests;
  }

  /** The test classes of this module. */
  private static List<Class<?>> classes() throws Exception {
    URL built = CoreScenario.class.getProtectionDomain().getCodeSource().getLocation();
    Path root = Path.of(built.toURI());
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve("org/verack/conformance"))) {
      for (Path each : files.filter(path -> path.toString().endsWith("Test.class")).toList()) {
        String path = root.relativize(each).toString();
        String name =
            path.substring(0, path.length() - ".class".length()).replace(File.separatorChar, '.');
        classes.add(Class.forName(name, false, CoreScenario.class.getClassLoader()));
      }
    }
    return classes;
  }
}
