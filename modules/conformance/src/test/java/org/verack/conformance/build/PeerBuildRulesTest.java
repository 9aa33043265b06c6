package org.verack.conformance.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.wire.BitcoinHandshake;
import org.verack.wire.BitcoinMessages;
import org.verack.wire.BitcoinRules;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.decred.DecredNetworks;
import org.verack.wire.kaspa.KaspaNetworks;
import org.verack.wire.lbry.LbryNetworks;

class PeerBuildRulesTest {

  /** On JDK 21 a virtual thread that blocks in a monitor holds its carrier. */
  @Test
  void peerUsesNoMonitors() {
    Map<String, byte[]> classes = BuiltModules.classFiles("org.verack.peer");
    assertThat(classes).isNotEmpty();
    assertThat(classes.values().stream().flatMap(file -> MonitorUse.in(file).stream()))
        .as("synchronized, wait or notify in peer: use ReentrantLock, a queue, or one owner")
        .isEmpty();
  }

  /** The rule above would pass in silence if the finder found nothing. */
  @Test
  void monitorsAreFound() throws IOException {
    try (InputStream file = Sample.class.getResourceAsStream("PeerBuildRulesTest$Sample.class")) {
      assertThat(MonitorUse.in(file.readAllBytes()))
          .extracting(line -> line.replaceAll(" \\(.*", ""))
          .map(line -> line.replace(Sample.class.getName(), "Sample"))
          .containsExactlyInAnyOrder(
              "synchronized method Sample.method",
              "synchronized block in Sample.block",
              "wait() in Sample.block",
              "notifyAll() in Sample.block");
    }
  }

  /** Peer sees roles; blocks, transactions and Bitcoin's messages are data to it. */
  @Test
  void peerKnowsNoMessagesAndNoChain() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.verack.wire.message..",
            "org.verack.wire.chain..",
            "org.verack.wire.decred..",
            "org.verack.wire.lbry..",
            "org.verack.wire.kaspa..")
        .check(BuiltModules.classes("org.verack.peer"));
  }

  /** A network is data: what its peers do differently is in its values. */
  @Test
  void peerNeverAsksWhichNetworkItIsOn() {
    noClasses()
        .should()
        .callMethod(Network.class, "name")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            Networks.class,
            BitcoinHandshake.class,
            BitcoinMessages.class,
            BitcoinRules.class,
            ProtocolVersion.class)
        .check(BuiltModules.classes("org.verack.peer"));
  }

  @Test
  void peerContainsNoNameOfANetwork() {
    List<String> names =
        Stream.of(Networks.all(), LbryNetworks.all(), DecredNetworks.all(), KaspaNetworks.all())
            .flatMap(List::stream)
            .flatMap(network -> Stream.of(network.name().split(":")))
            .distinct()
            .toList();
    assertThat(names).contains("mainnet", "decred", "regnet", "lbry", "kaspa");
    BuiltModules.classFiles("org.verack.peer")
        .forEach((path, file) -> assertThat(namesIn(file, names)).as(path).isEmpty());
    // Where names are, they are found.
    assertThat(BuiltModules.classFiles("org.verack.wire").get("org/verack/wire/Networks.class"))
        .satisfies(file -> assertThat(namesIn(file, names)).contains("mainnet", "testnet4"));
  }

  private static List<String> namesIn(byte[] classFile, List<String> names) {
    String text = new String(classFile, StandardCharsets.ISO_8859_1);
    return names.stream().filter(text::contains).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.verack.wire",
        "org.verack.wire.decred",
        "org.verack.wire.lbry",
        "org.verack.wire.kaspa"
      })
  void wireHasNoThreadsNoSocketsNoLog(String module) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.logging..", "java.nio.channels..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            Thread.class,
            java.net.Socket.class,
            java.net.ServerSocket.class,
            java.util.concurrent.Executor.class,
            java.time.Clock.class)
        .check(BuiltModules.classes(module));
  }

  @Test
  void libraryModulesPrintNothing() {
    Stream.of(
            "org.verack.wire",
            "org.verack.wire.decred",
            "org.verack.wire.lbry",
            "org.verack.wire.kaspa",
            "org.verack.peer")
        .forEach(
            module ->
                noClasses().should(ACCESS_STANDARD_STREAMS).check(BuiltModules.classes(module)));
  }

  @Test
  void exportedPackagesMentionOnlyExportedTypes() {
    for (String module : ExportedTypes.MODULES) {
      assertThat(ExportedTypes.leaks(BuiltModules.classes(module), module))
          .as("types of packages that are not exported, in public signatures of " + module)
          .isEmpty();
    }
  }

  @SuppressWarnings("unused")
  private static final class Sample {
    synchronized void method() {}

    void block() throws InterruptedException {
      synchronized (this) {
        wait(1);
        notifyAll();
      }
    }
  }
}
