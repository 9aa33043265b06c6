package org.verack.cli;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.verack.peer.Peer;
import org.verack.peer.PeerEvent;
import org.verack.peer.PeerStats;

/** Prints a line when a connection is made and one when it ends. Safe for use from any thread. */
final class ConnectionLog {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Terminal terminal;

  ConnectionLog(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Watches a peer. */
  void follow(Peer peer) {
    peer.onEvent(PeerEvent.Connected.class, (ended, event) -> connected(ended));
    peer.onEvent(PeerEvent.Disconnected.class, this::disconnected);
  }

  private void connected(Peer peer) {
    PeerStats stats = peer.stats();
    line(
        peer,
        (stats.inbound() ? "from " : "to ")
            + stats.remote()
            + ", "
            + PeerReport.inShort(stats, peer.negotiation()));
  }

  private void disconnected(Peer peer, PeerEvent.Disconnected event) {
    PeerStats stats = peer.stats();
    line(
        peer,
        stats.remote()
            + " ended, "
            + event.reason()
            + "; "
            + Units.bytes(stats.received().bytes())
            + " in, "
            + Units.bytes(stats.sent().bytes())
            + " out");
  }

  private void line(Peer peer, String text) {
    String number = String.format(Locale.ROOT, "#%-3d", peer.id());
    terminal.print(
        terminal.dim(TIME.format(LocalTime.now(ZoneId.systemDefault())))
            + "  "
            + terminal.accent(number)
            + " "
            + text);
  }
}
