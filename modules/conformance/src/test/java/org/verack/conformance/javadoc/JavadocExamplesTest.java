package org.verack.conformance.javadoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every public type of a published module has an example in its Javadoc, as a {@code {@snippet}} of
 * the type or of one of its members; all examples compile, and what they assert holds.
 *
 * <p>An example is statements or members. It uses the public types of its module, of those that the
 * module requires, of {@code org.verack.peer}, and the usual packages of the JDK without importing
 * them, and the fields of its {@linkplain ExampleFrame frame} without declaring them; outside
 * {@code org.verack.wire} also what is public in the testkit, JUnit and jqwik. Statements are run
 * with assertions enabled, and members that are tests by JUnit, unless the snippet has an {@code
 * id} that begins with {@code norun}, for an example that takes a node of the real network.
 */
class JavadocExamplesTest {

  private static final Path MODULES = Path.of("../../modules");

  private static final List<Class<? extends ExampleFrame>> BENCH =
      List.of(TestFrame.class, BenchFrame.class, ScriptFrame.class);

  private static final String MORE_IMPORTS =
      "import java.nio.*; import java.util.concurrent.atomic.*; import net.jqwik.api.*;"
          + " import org.junit.jupiter.api.*; import org.junit.jupiter.api.extension.*;"
          + " import static org.junit.jupiter.api.Assertions.*; ";

  private static final List<String> FAMILY_USES = List.of("wire", "peer", "peer-testkit");

  private static ModuleSources read(String folder) {
    return ModuleSources.read(MODULES.resolve(folder).resolve("src/main/java"));
  }

  /** What holds for each module. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Checks {

    private final ModuleSources module;
    private final Set<String> exempt;
    private final CompiledExamples compiled;

    /**
     * Reads and compiles.
     *
     * @param folder the module's
     * @param others folders of the modules whose types its examples use, too
     * @param frames what an example may extend, see {@link CompiledExamples#compile}
     * @param exempt types that need no example, by their full names
     */
    Checks(
        String folder,
        List<String> others,
        List<Class<? extends ExampleFrame>> frames,
        String moreImports,
        Set<String> exempt) {
      module = read(folder);
      this.exempt = exempt;
      Set<String> types = new LinkedHashSet<>(module.types());
      others.forEach(other -> types.addAll(read(other).types()));
      compiled = CompiledExamples.compile(module.examples(), types, frames, moreImports);
    }

    @Test
    void everyPublicTypeHasAnExample() {
      Set<String> missing = new TreeSet<>(module.withoutExample());
      missing.removeAll(exempt);
      assertThat(missing)
          .as("%d of %d types of %s", missing.size(), module.types().size(), module.name())
          .isEmpty();
    }

    @Test
    void onlyTypesWithoutExampleAreExempt() {
      assertThat(module.withoutExample()).containsAll(exempt);
    }

    @Test
    void theModuleHasAnExample() {
      assertThat(module.examples())
          .anyMatch(example -> example.file().endsWith("module-info.java"));
    }

    @Test
    void examplesCompile() {
      assertThat(compiled.errors())
          .as("errors in examples:\n%s", String.join("\n", compiled.errors()))
          .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> anExampleHolds() {
      return module.examples().stream()
          .filter(example -> !example.isOnlyCompiled() && compiled.errors().isEmpty())
          .map(example -> DynamicTest.dynamicTest(example.place(), () -> compiled.run(example)));
    }
  }

  @Nested
  class Wire extends Checks {
    Wire() {
      super("wire", List.of("peer"), List.of(ValueFrame.class, ConnectedFrame.class), "", Set.of());
    }
  }

  @Nested
  class PeerModule extends Checks {
    PeerModule() {
      super("peer", List.of("wire", "peer-testkit"), BENCH, MORE_IMPORTS, Set.of());
    }
  }

  @Nested
  class Testkit extends Checks {
    Testkit() {
      super("peer-testkit", List.of("peer", "wire"), BENCH, MORE_IMPORTS, Set.of());
    }
  }

  @Nested
  class Decred extends Checks {
    Decred() {
      super(
          "wire-decred",
          FAMILY_USES,
          List.of(DecredFrame.class, DecredPeerFrame.class),
          MORE_IMPORTS,
          Set.of());
    }
  }

  @Nested
  class Lbry extends Checks {
    Lbry() {
      super(
          "wire-lbry",
          FAMILY_USES,
          List.of(LbryFrame.class, LbryPeerFrame.class),
          MORE_IMPORTS,
          Set.of());
    }
  }

  @Nested
  class Kaspa extends Checks {
    Kaspa() {
      super(
          "wire-kaspa",
          FAMILY_USES,
          List.of(KaspaFrame.class, KaspaPeerFrame.class),
          MORE_IMPORTS,
          Set.of());
    }
  }

  /** What is wrong with examples is found. */
  @Nested
  class Wrong {

    @TempDir Path folder;

    private ModuleSources module(String type) throws IOException {
      Files.writeString(folder.resolve("module-info.java"), "module sample { exports sample; }");
      Path sources = Files.createDirectory(folder.resolve("sample"));
      Files.writeString(sources.resolve("Sample.java"), "package sample;\n" + type);
      return ModuleSources.read(folder);
    }

    private CompiledExamples compile(ModuleSources module) {
      return CompiledExamples.compile(
          module.examples(), List.of("org.verack.wire.Hash"), List.of(ValueFrame.class), "");
    }

    private static String example(String code) {
      return "/** Has an example.\n * {@snippet :\n * " + code + "\n * }\n */\n";
    }

    @Test
    void aTypeWithoutExample() throws IOException {
      assertThat(module("/** {@code none}. */ public class Sample {}").withoutExample())
          .containsExactly("sample.Sample");
    }

    @Test
    void anExampleThatNobodySees() throws IOException {
      String hidden = example("assert true;") + "private void hidden() {}";
      assertThat(module("public class Sample {" + hidden + "}").withoutExample()).hasSize(1);
    }

    @Test
    void anExampleThatDoesNotCompile() throws IOException {
      CompiledExamples compiled =
          compile(module(example("Hash hash = Hash.nothing();") + "public class Sample {}"));
      assertThat(compiled.errors())
          .singleElement()
          .asString()
          .contains("Sample.java:4: cannot find symbol")
          .endsWith("Hash hash = Hash.nothing();");
    }

    @Test
    void anExampleThatIsNotJava() throws IOException {
      CompiledExamples compiled =
          compile(module(example("Hash hash = ;") + "public class Sample {}"));
      assertThat(compiled.errors()).singleElement().asString().contains("Sample.java:4: ");
    }

    @Test
    void anExampleThatDoesNotHold() throws IOException {
      ModuleSources module =
          module(example("assert hash.equals(Hash.ZERO);") + "public class Sample {}");
      CompiledExamples compiled = compile(module);
      assertThat(compiled.errors()).isEmpty();
      assertThatThrownBy(() -> compiled.run(module.examples().getFirst()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Sample.java:4: ")
          .hasMessageEndingWith("assert hash.equals(Hash.ZERO);");
    }

    @Test
    void nothingIsWrongWithStatementsAndMembersThatAreRight() throws IOException {
      ModuleSources module =
          module(
              example("assert !hash.equals(Hash.ZERO);")
                  + "public interface Sample {"
                  + example("private Hash twice(Hash hash) { return hash; }")
                  + "void method(); }");
      assertThat(module.withoutExample()).isEmpty();
      assertThat(module.examples()).hasSize(2);
      CompiledExamples compiled = compile(module);
      assertThat(compiled.errors()).isEmpty();
      module.examples().forEach(compiled::run);
    }
  }
}
