package org.verack.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.verack.peer.Peer;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.request.RequestException;

/** Fetches headers and perhaps blocks from a node, checks them, and reports. */
final class Synchronization {

  private static final int PINGS = 5;

  private final Terminal terminal;
  private final Session session;
  private final Network network;
  private final Family family;

  Synchronization(Terminal terminal, Session session, Network network) {
    this.terminal = terminal;
    this.session = session;
    this.network = network;
    this.family = Family.of(network);
  }

  /**
   * Does it all.
   *
   * @param base the block after which to begin
   * @param withBlocks whether to fetch the blocks, too
   */
  void run(Hash base, boolean withBlocks) throws IOException, InterruptedException, CommandFailure {
    Peer peer = session.peer();
    HeaderChain chain = new HeaderChain(network, base);
    BlockSync blocks = new BlockSync(peer, family, session.timeout());
    Table downloads =
        Table.ofNumbers(terminal, "Download", "count", "time", "per second", "size", "speed");
    downloads.row(fetchHeaders(chain, expected(peer, base)));
    if (withBlocks && chain.length() > 0) {
      downloads.row(fetchBlocks(blocks, chain.hashes()));
    }
    // Last, so that they measure the connection rather than the loading of classes.
    RoundTrips trips = measure(peer);
    terminal.print("");
    PeerReport.printPeer(terminal, peer.stats(), peer.negotiation(), trips);
    terminal.print("");
    PeerReport.printTraffic(terminal, peer.stats());
    terminal.print("");
    downloads.print();
    terminal.print("");
    printChecks(chain, withBlocks, blocks);
  }

  private String[] fetchHeaders(HeaderChain chain, long expected)
      throws IOException, InterruptedException, CommandFailure {
    try (Progress progress = new Progress(terminal, System::nanoTime, "headers", expected)) {
      new HeaderSync(session.peer(), network, chain, session.timeout()).run(progress);
      return download("headers", chain.length(), chain.bytes(), progress.elapsed());
    }
  }

  private String[] fetchBlocks(BlockSync blocks, List<Hash> hashes)
      throws IOException, InterruptedException, CommandFailure {
    try (Progress progress = new Progress(terminal, System::nanoTime, "blocks", hashes.size())) {
      blocks.run(hashes, progress);
      return download("blocks", hashes.size(), blocks.bytes(), progress.elapsed());
    }
  }

  private RoundTrips measure(Peer peer) throws IOException, InterruptedException {
    RoundTrips trips = new RoundTrips();
    try {
      for (int i = 0; i < PINGS; i++) {
        trips.add(peer.ping(session.timeout()));
      }
    } catch (RequestException e) {
      // Versions up to 60000 do not answer; the report says so.
    }
    return trips;
  }

  private long expected(Peer peer, Hash base) {
    boolean whole = base.equals(network.genesisHash());
    int height = peer.negotiation().remote().bestHeight().orElse(0);
    return whole ? Math.max(0, height) : 0;
  }

  private static String[] download(String what, long count, long bytes, Duration time) {
    return new String[] {
      what,
      Units.count(count),
      Units.duration(time),
      Units.count(Math.round(Units.perSecond(count, time))),
      Units.bytes(bytes),
      Units.bytes(Units.perSecond(bytes, time)) + "/s"
    };
  }

  private void printChecks(HeaderChain chain, boolean withBlocks, BlockSync blocks) {
    Table table =
        Table.ofTexts(terminal, "Checked")
            .row("proof of work", all(chain.length(), "header", "headers"))
            .row("parent links", all(chain.length(), "header", "headers"));
    if (withBlocks) {
      String transactions = Units.count(blocks.transactions(), "transaction", "transactions");
      if (family.checksMerkleRoots()) {
        table.row("merkle roots", all(chain.length(), "block", "blocks") + " with " + transactions);
      }
      if (family.hasWitnesses()) {
        String having = all(blocks.commitments(), "block that has", "blocks that have");
        table.row("witness roots", having + " witnesses");
      }
    }
    table.print();
  }

  private String all(long count, String one, String many) {
    return (count == 0 ? "" : terminal.good("ok") + "  ") + Units.count(count, one, many);
  }
}
