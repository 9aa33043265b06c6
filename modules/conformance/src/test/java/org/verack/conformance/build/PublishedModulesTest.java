package org.verack.conformance.build;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.wire.Dump;

/** What goes to users besides the code says what the code says. */
class PublishedModulesTest {

  private static final Path ROOT = Path.of("../..");
  private static final Path WRITTEN = Path.of("target");

  /** All that GraalVM has to be told of, and that class shrinkers do not see. */
  private static final ArchRule NO_REFLECTION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.lang.reflect..", "java.lang.foreign..", "sun..", "jdk.internal..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.util.ServiceLoader.class, java.util.ResourceBundle.class, ClassLoader.class)
          .orShould()
          .callMethodWhere(
              target(owner(nameMatching("java\\.lang\\.Class")))
                  .and(
                      target(
                          nameMatching(
                              "forName|newInstance|getResource.*|get(Declared)?(Constructor|Field"
                                  + "|Method)s?|getRecordComponents|getPermittedSubclasses"))))
          .orShould()
          .callMethodWhere(target(owner(nameMatching("java\\.io\\.Object(In|Out)putStream"))))
          .orShould()
          .callMethodWhere(
              target(owner(nameMatching("java\\.lang\\.(System|Runtime)")))
                  .and(target(nameMatching("load|loadLibrary"))));

  private static final DescribedPredicate<JavaClass> IS_PRINTER =
      DescribedPredicate.describe("the printer", type -> type.isEquivalentTo(Dump.class));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.verack.wire",
        "org.verack.wire.decred",
        "org.verack.wire.lbry",
        "org.verack.wire.kaspa",
        "org.verack.peer"
      })
  void nothingIsReflectiveButThePrinter(String module) {
    JavaClasses classes = BuiltModules.classes(module).that(DescribedPredicate.not(IS_PRINTER));
    NO_REFLECTION.check(classes);
    assertThat(classes.stream().flatMap(type -> type.getMethods().stream()))
        .as("native methods")
        .noneMatch(method -> method.getModifiers().contains(JavaModifier.NATIVE));
  }

  /** The rule above would pass in silence if it found nothing. */
  @Test
  void reflectionIsFound() {
    List<String> found =
        NO_REFLECTION
            .evaluate(BuiltModules.classes("org.verack.wire").that(IS_PRINTER))
            .getFailureReport()
            .getDetails();
    assertThat(found).anySatisfy(line -> assertThat(line).contains("getRecordComponents"));
    assertThat(found).anySatisfy(line -> assertThat(line).contains("InvocationTargetException"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.verack.wire",
        "org.verack.wire.decred",
        "org.verack.wire.lbry",
        "org.verack.wire.kaspa"
      })
  void graalIsToldOfAllRecordsThatThePrinterLooksInto(String module) throws IOException {
    String path = NativeMetadata.path(module);
    Path file =
        ROOT.resolve("modules")
            .resolve(NativeMetadata.artifact(module).replaceFirst("verack-", ""))
            .resolve("src/main/resources")
            .resolve(path);
    compare(file, NativeMetadata.json(module));
    assertThat(BuiltModules.resource(module, path)).contains("\"name\": \"" + module + ".");
  }

  @Test
  void thePictureOfTheModulesIsWhatTheirDescriptorsSay() throws IOException {
    assertThat(ModuleGraph.modules()).containsAll(ExportedTypes.MODULES);
    assertThat(ModuleGraph.missing()).isEmpty();
    compare(ROOT.resolve("docs/module-graph.svg"), ModuleGraph.svg());
  }

  @Test
  void theBomListsEveryLibraryAndNothingElse() throws IOException {
    assertThat(texts(ROOT.resolve("modules/bom/pom.xml"), "artifactId"))
        .filteredOn(name -> name.startsWith("verack-"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("verack-parent", "verack-bom"),
                    ExportedTypes.MODULES.stream().map(NativeMetadata::artifact))
                .toList());
  }

  /** The comparison with the last release looks at what users can see. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.verack.wire",
        "org.verack.wire.decred",
        "org.verack.wire.lbry",
        "org.verack.wire.kaspa",
        "org.verack.peer",
        "org.verack.peer.testkit"
      })
  void hiddenPackagesAreNotCompared(String module) throws IOException {
    ModuleDescriptor descriptor = BuiltModules.descriptor(module);
    Set<String> hidden = new TreeSet<>(descriptor.packages());
    hidden.removeAll(
        descriptor.exports().stream()
            .filter(each -> !each.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet()));
    Path pom =
        ROOT.resolve("modules")
            .resolve(NativeMetadata.artifact(module).replaceFirst("verack-", ""))
            .resolve("pom.xml");
    assertThat(texts(pom, "exclude"))
        .filteredOn(name -> name.startsWith("org.verack."))
        .containsExactlyInAnyOrderElementsOf(hidden);
  }

  /** Leaves what should be there below {@code target}. */
  private static void compare(Path file, String expected) throws IOException {
    Path written = WRITTEN.resolve(ROOT.relativize(file).toString());
    Files.createDirectories(written.getParent());
    Files.writeString(written, expected);
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(file + "; the new text stands in modules/conformance/" + written)
        .isEqualTo(expected);
  }

  private static List<String> texts(Path pom, String element) throws IOException {
    return Pattern.compile("<" + element + ">([^<]*)</")
        .matcher(Files.readString(pom))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
