package org.verack.cli;

import java.util.List;
import org.verack.peer.PeerStats;
import org.verack.wire.Dump;
import org.verack.wire.Message;
import org.verack.wire.RemoteText;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.VersionMessage;

/** What is said about a node: who it is, what was agreed, how much went to and fro. */
final class PeerReport {

  private PeerReport() {}

  /** A node in half a line. */
  static String inShort(PeerStats stats, Negotiation greeting) {
    String agent = RemoteText.escape(greeting.remote().userAgent(), 60);
    return "version "
        + greeting.protocolVersion()
        + (stats.sessionId().isPresent() ? ", v2, " : ", v1, ")
        + (agent.isEmpty() ? "no user agent" : agent)
        + ", "
        + Family.of(greeting.remote()).services(greeting.remote().services());
  }

  /** Prints who it is and what was agreed. */
  static void printPeer(
      Terminal terminal, PeerStats stats, Negotiation greeting, RoundTrips trips) {
    VersionMessage theirs = greeting.remote();
    String agent = RemoteText.escape(theirs.userAgent(), 70);
    Table table =
        Table.ofTexts(terminal, "Peer")
            .row("endpoint", stats.remote().toString())
            .row("transport", transport(stats))
            .row("user agent", agent.isEmpty() ? "none" : agent)
            .row("version", version(greeting))
            .row("services", services(theirs))
            .row("agreed", agreed(greeting));
    theirs.bestHeight().ifPresent(height -> table.row("height", Units.count(height)));
    table.row("round trip", trips.toString());
    table.print();
  }

  /** Which transport, and by what name both sides know the session. */
  static String transport(PeerStats stats) {
    return stats.sessionId().map(id -> "v2, session " + id).orElse("v1, not encrypted");
  }

  private static String services(VersionMessage theirs) {
    Dump dump = Family.of(theirs).dump(Dump.BRIEF);
    return dump.field("services", theirs.services()).text();
  }

  private static String version(Negotiation greeting) {
    return greeting.protocolVersion()
        + " ("
        + greeting.local().protocolVersion()
        + " here, "
        + greeting.remote().protocolVersion()
        + " there)";
  }

  private static String agreed(Negotiation greeting) {
    List<String> commands =
        greeting.sent().stream()
            .map(Message::getClass)
            .filter(greeting::agreed)
            .flatMap(type -> greeting.sent().stream().filter(type::isInstance))
            .map(Message::command)
            .distinct()
            .toList();
    return commands.isEmpty() ? "nothing beyond the version" : String.join(", ", commands);
  }

  /** Prints how much went to and fro. */
  static void printTraffic(Terminal terminal, PeerStats stats) {
    Table.ofNumbers(terminal, "Traffic", "messages", "bytes", "")
        .row(
            "sent",
            Units.count(stats.sent().messages()),
            Units.count(stats.sent().bytes()),
            Units.bytes(stats.sent().bytes()))
        .row(
            "received",
            Units.count(stats.received().messages()),
            Units.count(stats.received().bytes()),
            Units.bytes(stats.received().bytes()))
        .print();
  }
}
