package org.verack.conformance.interop;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the page {@code docs/interoperation.md} from what the tests say and how they ended. */
final class InteropPage {

  /** The tests with other implementations. What is not here is not on the page. */
  static final List<Class<? extends Interoperation>> TESTS =
      List.of(
          BitcoinjDialsIT.class,
          BitcoinjWalletIT.class,
          BitcoinjServesIT.class,
          BcoinDialsIT.class,
          BcoinServesIT.class,
          BcoinSpvIT.class);

  /** A test, and one thing that it shows. */
  record Claim(Method test, Interoperates shown) {

    boolean isAt(Counterpart with, Direction when, Capability what) {
      return shown.with() == with && shown.when() == when && shown.what() == what;
    }
  }

  private final List<Claim> claims;

  private InteropPage(List<Claim> claims) {
    this.claims = claims;
  }

  /** All that the tests say that they show. */
  static List<Claim> declared() {
    return TESTS.stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .flatMap(
            test ->
                Arrays.stream(test.getAnnotationsByType(Interoperates.class))
                    .map(shown -> new Claim(test, shown)))
        .sorted(
            Comparator.<Claim, Integer>comparing(claim -> TESTS.indexOf(declaring(claim)))
                .thenComparing(claim -> claim.shown().compared()))
        .toList();
  }

  private static Class<?> declaring(Claim claim) {
    return claim.test().getDeclaringClass();
  }

  /** The whole page, with those claims only that are to be on it. */
  static String page(Predicate<Claim> shown) {
    return new InteropPage(declared().stream().filter(shown).toList()).page();
  }

  private String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Interoperation

        What was tried with implementations that are not ours, over TCP on one machine, in every run of `.ci/run`. The tests write this page from what has passed, and fail if something else stands here (`MatrixIT`). Each compares
        contents, not only that something came.

        """);
    page.append(matrix());
    page.append(
        """

        "yes" was tried and works; "no" was tried and cannot be had from the other side; "–" was not tried, for the reason that stands below. Run them with `mvn verify -Dverack.bcoin="$(modules/conformance/interop/install-bcoin)"`; without
        bcoin its tests are skipped, and what the page says of it is not checked.
        """);
    for (Counterpart with : Counterpart.values()) {
      page.append("\n## ").append(title(with)).append("\n\n");
      page.append(introduction(with)).append("\n");
      page.append(details(with));
    }
    return page.toString();
  }

  private static String title(Counterpart with) {
    return with.title() + " " + with.version();
  }

  private static String introduction(Counterpart with) {
    return switch (with) {
      case BITCOINJ ->
          """
          It dials us as a bare `Peer` and as a `PeerGroup` with a wallet and a chain of headers. It takes connections in its `NioServer`, with a `Peer` at each; such a peer shakes hands, pings, and hands requests for data to listeners,
          which the test brings. It announces version 70013, closes at any unknown message that has a payload, and closes connections of who offers neither NODE_NETWORK nor NODE_NETWORK_LIMITED.
          """;
      case BCOIN ->
          """
          It runs in a process of its own, keeps everything in memory, serves bloom filters (`--bip37`), and validates all that it takes. On regtest it has segwit from height 432 on.
          """;
      case BCOIN_SPV ->
          """
          It runs in a process of its own, and is told by its RPC what to watch. By itself it takes no connections; for the test it listens.
          """;
    };
  }

  private String matrix() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    forEachColumn((with, when) -> head.add(title(with) + ": " + when.title()));
    rows.add(head);
    for (Capability what : Capability.values()) {
      List<String> row = new ArrayList<>(List.of(what.title()));
      forEachColumn((with, when) -> row.add(verdict(at(with, when, what))));
      rows.add(row);
    }
    return table(rows);
  }

  private interface Column {
    void add(Counterpart with, Direction when);
  }

  private static void forEachColumn(Column column) {
    for (Counterpart with : Counterpart.values()) {
      for (Direction when : Direction.values()) {
        column.add(with, when);
      }
    }
  }

  private List<Claim> at(Counterpart with, Direction when, Capability what) {
    return claims.stream().filter(claim -> claim.isAt(with, when, what)).toList();
  }

  private static String verdict(List<Claim> found) {
    if (found.isEmpty()) {
      return "–";
    }
    return found.stream().anyMatch(claim -> claim.shown().works()) ? "yes" : "no";
  }

  private String details(Counterpart with) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        Stream.concat(Stream.of(""), Arrays.stream(Direction.values()).map(Direction::title))
            .toList());
    for (Capability what : Capability.values()) {
      List<String> row = new ArrayList<>(List.of(what.title()));
      for (Direction when : Direction.values()) {
        row.add(detail(with, when, what));
      }
      rows.add(row);
    }
    return table(rows);
  }

  private String detail(Counterpart with, Direction when, Capability what) {
    List<Claim> found = at(with, when, what);
    String text =
        found.isEmpty()
            ? why(with, when, what)
            : found.stream()
                .map(claim -> claim.shown().compared())
                .collect(Collectors.joining("; "));
    return verdict(found) + ": " + text;
  }

  private static String why(Counterpart with, Direction when, Capability what) {
    return Absence.ALL.stream()
        .filter(each -> each.with() == with && each.when() == when && each.what() == what)
        .map(Absence::why)
        .findFirst()
        .orElse("its test has not passed");
  }

  private static String table(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|---".repeat(rows.get(0).size())).append("|\n");
      }
    }
    return text.toString();
  }
}
