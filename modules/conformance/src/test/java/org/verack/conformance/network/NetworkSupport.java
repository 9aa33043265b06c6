package org.verack.conformance.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.verack.peer.testkit.arbitrary.WireArbitraries;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Dump;
import org.verack.wire.FrameChecksum;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.Network;
import org.verack.wire.Network.Conduct;
import org.verack.wire.Network.UnknownCommands;
import org.verack.wire.Networks;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.decred.DecredDump;
import org.verack.wire.decred.DecredNetworks;
import org.verack.wire.decred.arbitrary.DecredArbitraries;
import org.verack.wire.decred.generator.DecredChain;
import org.verack.wire.decred.generator.DecredResponder;
import org.verack.wire.decred.request.DecredRequests;
import org.verack.wire.kaspa.KaspaDump;
import org.verack.wire.kaspa.KaspaNetworks;
import org.verack.wire.kaspa.arbitrary.KaspaArbitraries;
import org.verack.wire.kaspa.generator.KaspaDag;
import org.verack.wire.kaspa.generator.KaspaResponder;
import org.verack.wire.kaspa.request.KaspaRequests;
import org.verack.wire.lbry.LbryDump;
import org.verack.wire.lbry.LbryNetworks;
import org.verack.wire.lbry.arbitrary.LbryArbitraries;
import org.verack.wire.lbry.generator.LbryChain;
import org.verack.wire.lbry.generator.LbryResponder;
import org.verack.wire.lbry.request.LbryRequests;
import org.verack.wire.request.Requests;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.PreferenceMessage;
import org.verack.wire.role.RejectCode;
import org.verack.wire.role.Rejection;

/** Writes the page {@code docs/networks.md} from what the networks themselves say. */
final class NetworkSupport {

  /**
   * A family: its networks, the main one first, the module that has them, and what there is to work
   * and to test with.
   *
   * @param seeders who is asked for addresses by HTTPS
   * @param blocks makes up blocks
   * @param node answers as a node does
   */
  record Family(
      String name,
      String module,
      List<Network> networks,
      Function<Network, List<String>> seeders,
      Class<?> questions,
      Class<?> dump,
      Class<?> blocks,
      Class<?> node,
      Class<?> arbitraries) {

    Network main() {
      return networks.get(0);
    }

    HandshakeScript handshake() {
      HandshakeScript script = main().handshake();
      return main().conduct() == Conduct.STRICT ? script.strict() : script;
    }
  }

  /** All of them. A family that is added here is on the page. */
  static final List<Family> FAMILIES =
      List.of(
          new Family(
              "Bitcoin",
              "org.verack.wire",
              Networks.all(),
              network -> List.of(),
              Requests.class,
              Dump.class,
              ChainGenerator.class,
              TestNode.class,
              WireArbitraries.class),
          new Family(
              "LBRY",
              "org.verack.wire.lbry",
              LbryNetworks.all(),
              network -> List.of(),
              LbryRequests.class,
              LbryDump.class,
              LbryChain.class,
              LbryResponder.class,
              LbryArbitraries.class),
          new Family(
              "Decred",
              "org.verack.wire.decred",
              DecredNetworks.all(),
              DecredNetworks::seeders,
              DecredRequests.class,
              DecredDump.class,
              DecredChain.class,
              DecredResponder.class,
              DecredArbitraries.class),
          new Family(
              "Kaspa",
              "org.verack.wire.kaspa",
              KaspaNetworks.all(),
              network -> List.of(),
              KaspaRequests.class,
              KaspaDump.class,
              KaspaDag.class,
              KaspaResponder.class,
              KaspaArbitraries.class));

  private static final String YES = "yes";
  private static final String NO = "–";

  private NetworkSupport() {}

  /** The whole page. */
  static String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Networks

        Which network has what. A test writes this page from the code and compares it with what stands here (`NetworkSupportTest`). The names are those that the `verack` command takes: `verack sync HOST --network lbry:mainnet`;
        `decode`, `ping`, `sync` and `serve` know all of them. How to bring a network of your own stands in [own-network.md](own-network.md).

        ## Networks

        """);
    page.append(networks());
    page.append(
        """

        The magic is given as its bytes stand on the wire. "Minable" are networks whose blocks take a computer no time, so that chains for tests can be generated on them (`verack serve --generate`); "encrypted" are those whose peers speak
        BIP 324. Seeds are names in DNS (`Network.seeds()`), except those that are asked by HTTPS (`DecredNetworks.seeders`).

        """);
    page.append(sharedMagics());
    page.append(
        """

        ## Families

        """);
    page.append(families());
    page.append(
        """

        "Strictly" is how peers of LBRY, Decred and Kaspa behave by default, and those of Bitcoin under `PeerConfig.Policy.STRICT`. What a family's peers do by default a program can change in its `PeerConfig`, and a network with
        `toBuilder()`. `LbryResponder`, `DecredResponder` and `KaspaResponder` are served by the testkit's `RespondingNode`; pipes, faults, the clock, `ScriptedPeer` and `MessageContract` work with every network. Kaspa is the protocol of 2020;
        what today's would need stands on the page of the package `org.verack.wire.kaspa`.

        ## Messages

        "Bitcoin's" is the type of Bitcoin's message, with the family's limits and versions; "own" is a type of the family's module.

        """);
    page.append(messages());
    return page.toString();
  }

  private static String networks() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("network", "magic", "port", "seeds", "first block", "minable", "encrypted"));
    for (Family family : FAMILIES) {
      for (Network each : family.networks()) {
        rows.add(
            List.of(
                "`" + each.name() + "`",
                "`" + magic(each) + "`",
                Integer.toString(each.port()),
                seeds(family, each),
                "`" + each.genesisHash() + "`",
                yes(ProofOfWork.work(each.powLimitBits()).bitLength() <= 16),
                yes(each.hasEncryptedTransport())));
      }
    }
    return table(rows);
  }

  private static String seeds(Family family, Network network) {
    int seeders = family.seeders().apply(network).size();
    if (seeders > 0) {
      return seeders + " by HTTPS";
    }
    return network.seeds().isEmpty() ? NO : Integer.toString(network.seeds().size());
  }

  /** Networks that their frames do not tell apart. */
  private static String sharedMagics() {
    Map<String, List<String>> names = new TreeMap<>();
    for (Family family : FAMILIES) {
      for (Network each : family.networks()) {
        names.computeIfAbsent(magic(each), magic -> new ArrayList<>()).add("`" + each.name() + "`");
      }
    }
    return names.values().stream()
        .filter(same -> same.size() > 1)
        .map(same -> String.join(", ", same))
        .collect(
            Collectors.joining(
                "; ", "Frames do not tell these apart, which have the same magic: ", ".\n"));
  }

  /** The four bytes as they stand on the wire. */
  private static String magic(Network network) {
    return String.format(Locale.ROOT, "%08x", Integer.reverseBytes(network.magic()));
  }

  private static String families() {
    List<List<String>> rows = new ArrayList<>();
    row(rows, "", Family::name);
    row(rows, "module", family -> "`" + family.module() + "`");
    row(rows, "networks", family -> Integer.toString(family.networks().size()));
    row(rows, "protocol versions", NetworkSupport::versions);
    row(rows, "messages", family -> Integer.toString(types(family).size()));
    row(rows, "frame checksum", family -> checksum(family.main().checksum()));
    row(rows, "longest payload", family -> count(family.main().maxPayload()));
    row(rows, "bytes left over behind a message", NetworkSupport::trailing);
    row(
        rows,
        "unknown commands",
        family ->
            family.main().unknownCommands() == UnknownCommands.TOLERATED
                ? "an event"
                : "end the connection");
    row(
        rows,
        "what does not decode",
        family -> family.main().conduct() == Conduct.TOLERANT ? "an event" : "ends the connection");
    row(rows, "forgiven on this machine", NetworkSupport::forgiving);
    row(rows, "the dialer's verack", family -> verack(family.handshake().verackOrder()));
    row(rows, "other messages before the verack", NetworkSupport::beforeVerack);
    row(rows, "a second version or verack, strictly", NetworkSupport::repeated);
    row(rows, "pings are answered", family -> yes(pings(family)));
    row(rows, "rejects are sent, strictly", family -> yes(rejects(family)));
    row(rows, "inventory waits, strictly", family -> seconds(rules(family)));
    row(rows, "entries of an announcement", NetworkSupport::announcement);
    row(rows, "preferences that are remembered", NetworkSupport::preferences);
    row(rows, "questions", family -> named(family.questions()));
    row(rows, "shown by", family -> named(family.dump()));
    row(rows, "blocks to test with", family -> named(family.blocks()));
    row(rows, "a node to test with", family -> named(family.node()));
    row(rows, "values to test with", family -> named(family.arbitraries()));
    return table(rows);
  }

  private static void row(List<List<String>> rows, String name, Function<Family, String> cell) {
    List<String> row = new ArrayList<>();
    row.add(name);
    FAMILIES.forEach(family -> row.add(cell.apply(family)));
    rows.add(row);
  }

  private static Set<MessageType<?>> types(Family family) {
    return Set.copyOf(family.main().messages().types());
  }

  private static String versions(Family family) {
    int from = family.main().minimumVersion();
    int to = family.main().latestVersion();
    return from == to ? Integer.toString(to) : from + " to " + to;
  }

  private static String named(Class<?> type) {
    return "`" + type.getSimpleName() + "`";
  }

  /** Named by what it computes of no bytes. */
  private static String checksum(FrameChecksum checksum) {
    return switch (checksum.of(new byte[0], 0, 0)) {
      case 0xe2e0f65d -> "double SHA-256";
      case 0x866e6f71 -> "BLAKE-256";
      default -> throw new AssertionError("a checksum without a name, " + checksum);
    };
  }

  private static String trailing(Family family) {
    return family.main().messages().forgivesTrailingBytes() ? "passed over" : "a fault";
  }

  private static String forgiving(Family family) {
    String names =
        family.networks().stream()
            .filter(Network::toleratesLocalFaults)
            .map(each -> "`" + each.name() + "`")
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? NO : names;
  }

  private static String verack(HandshakeScript.VerackOrder order) {
    return switch (order) {
      case AT_ONCE -> "at once";
      case DIALER_WAITS -> "after the listener's";
      case NOT_AWAITED -> "at once, none is awaited";
    };
  }

  private static String beforeVerack(Family family) {
    OptionalInt most = family.handshake().messagesBeforeVerack(family.main().latestVersion());
    if (most.isEmpty()) {
      return family.handshake().verackOrder() == HandshakeScript.VerackOrder.NOT_AWAITED
          ? "any"
          : "events";
    }
    return most.getAsInt() == 0 ? "end the connection" : "up to " + most.getAsInt();
  }

  private static String repeated(Family family) {
    return family.main().rules().endsOnRepeatedHandshake() ? "ends the connection" : "is rejected";
  }

  private static boolean pings(Family family) {
    return family.handshake().answersPings(family.main().latestVersion());
  }

  private static boolean rejects(Family family) {
    Rejection some = new Rejection(Rejection.ANY, RejectCode.MALFORMED, "");
    return family.main().rules().reject(some, family.main().latestVersion()).isPresent();
  }

  private static Duration rules(Family family) {
    return family.main().rules().announcementInterval();
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private static String announcement(Family family) {
    return count(family.main().rules().announcementLimit());
  }

  private static String preferences(Family family) {
    String commands =
        family.main().messages().types().stream()
            .filter(type -> PreferenceMessage.class.isAssignableFrom(type.type()))
            .map(type -> "`" + type.command() + "`")
            .sorted()
            .collect(Collectors.joining(", "));
    return commands.isEmpty() ? NO : commands;
  }

  private static String messages() {
    Map<String, List<String>> rows = new TreeMap<>();
    Set<String> commands = new TreeSet<>();
    for (Family family : FAMILIES) {
      types(family).forEach(type -> commands.add(type.command()));
    }
    for (String command : commands) {
      List<String> row = new ArrayList<>();
      row.add("`" + command + "`");
      FAMILIES.forEach(family -> row.add(support(family, command)));
      rows.put(command, row);
    }
    List<List<String>> all = new ArrayList<>();
    row(all, "command", Family::name);
    all.addAll(rows.values());
    return table(all);
  }

  private static String support(Family family, String command) {
    Class<? extends Message> type =
        family
            .main()
            .messages()
            .find(command)
            .<Class<? extends Message>>map(MessageType::type)
            .orElse(null);
    if (type == null) {
      return NO;
    }
    if (family == FAMILIES.get(0)) {
      return YES;
    }
    return type.getName().startsWith(family.module() + ".") ? "own" : "Bitcoin's";
  }

  private static String yes(boolean value) {
    return value ? YES : NO;
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
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
