package org.verack.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.verack.conformance.interop.InteropPage.Claim;

/**
 * The page says what the tests have shown in this run. Runs behind them in the same JVM, see {@code
 * junit-platform.properties}; what has not run here at all is taken as it is declared.
 */
@Order(Integer.MAX_VALUE)
class MatrixIT {

  private static final Path WRITTEN = Path.of("target/interoperation.md");

  private static List<Claim> claims(Counterpart with) {
    return InteropPage.declared().stream().filter(claim -> claim.shown().with() == with).toList();
  }

  /** Whether any test with it has run; then all have to. */
  private static boolean hasRun(Counterpart with) {
    return claims(with).stream().map(Claim::test).anyMatch(Outcomes::ran);
  }

  @Test
  void thePageSaysWhatHasPassed() throws Exception {
    String page =
        InteropPage.page(claim -> !hasRun(claim.shown().with()) || Outcomes.passed(claim.test()));
    Files.createDirectories(WRITTEN.getParent());
    Files.writeString(WRITTEN, page);
    Path present = Counterpart.root().resolve("docs/interoperation.md");
    assertThat(Files.exists(present) ? Files.readString(present) : "")
        .as(
            "docs/interoperation.md; the new text stands in"
                + " modules/conformance/target/interoperation.md")
        .isEqualTo(page);
  }

  @ParameterizedTest
  @EnumSource
  void everyTestWithACounterpartHasPassed(Counterpart with) {
    assumeTrue(
        hasRun(with),
        "no test with " + with.title() + " has run, so what the page says of it is not checked");
    assertThat(claims(with).stream().map(Claim::test).distinct()).allMatch(Outcomes::passed);
  }

  @Test
  void everythingIsEitherTriedOrExplained() {
    for (Counterpart with : Counterpart.values()) {
      for (Direction when : Direction.values()) {
        for (Capability what : Capability.values()) {
          boolean tried =
              InteropPage.declared().stream().anyMatch(claim -> claim.isAt(with, when, what));
          long explained =
              Absence.ALL.stream()
                  .filter(each -> each.with() == with && each.when() == when && each.what() == what)
                  .count();
          assertThat(explained).as("%s, %s, %s", with, when, what).isEqualTo(tried ? 0 : 1);
        }
      }
    }
  }

  @Test
  void everyTestSaysWhatItShows() {
    assertThat(Outcomes.classes()).isSubsetOf(InteropPage.TESTS);
    for (Class<?> type : InteropPage.TESTS) {
      assertThat(
              Arrays.stream(type.getDeclaredMethods())
                  .filter(method -> method.isAnnotationPresent(Test.class)))
          .as(type.getSimpleName())
          .isNotEmpty()
          .allMatch(test -> test.getAnnotationsByType(Interoperates.class).length > 0);
    }
  }
}
