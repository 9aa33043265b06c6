package org.verack.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures round-trip times to a node. */
@Command(
    name = "ping",
    description = "Greets a node and measures how long it takes to answer.",
    sortOptions = false)
final class PingCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private TargetOptions target = new TargetOptions();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many pings; default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--interval",
      paramLabel = "MS",
      defaultValue = "1000",
      description = "Milliseconds between them; default: ${DEFAULT-VALUE}.")
  private int interval;

  PingCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure, WrongUse {
    if (count < 1 || interval < 0) {
      throw new WrongUse("--count is at least 1, --interval at least 0");
    }
    long started = System.nanoTime();
    try (Session session = target.open()) {
      Duration greeted = Duration.ofNanos(System.nanoTime() - started);
      terminal.print(
          session.endpoint()
              + ", "
              + target.network().name()
              + ": "
              + PeerReport.inShort(session.peer().stats(), session.peer().negotiation()));
      terminal.print("  transport   " + PeerReport.transport(session.peer().stats()));
      terminal.print("  connected   " + Units.duration(greeted));
      RoundTrips trips = new RoundTrips();
      try {
        pingAll(session, trips);
      } catch (IOException e) {
        throw session.fault(e);
      }
      terminal.print("  " + Units.count(trips.count(), "round trip", "round trips") + ": " + trips);
    }
    return 0;
  }

  private void pingAll(Session session, RoundTrips trips) throws IOException, InterruptedException {
    Peer peer = session.peer();
    CountDownLatch ended = new CountDownLatch(1);
    peer.onEvent(PeerEvent.Disconnected.class, (ignored, event) -> ended.countDown());
    for (int i = 1; i <= count; i++) {
      Duration trip = peer.ping(session.timeout());
      trips.add(trip);
      terminal.print(String.format("  pong %-6d %s", i, Units.duration(trip)));
      // Waits no longer than the connection lasts.
      if (i < count && ended.await(interval, TimeUnit.MILLISECONDS)) {
        throw new PeerClosedException(peer.disconnectReason().orElseThrow());
      }
    }
  }
}
