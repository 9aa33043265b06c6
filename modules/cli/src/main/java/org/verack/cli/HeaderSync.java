package org.verack.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.verack.cli.Family.Link;
import org.verack.peer.Peer;
import org.verack.wire.Network;

/** Fetches the headers that a node has, until it has no more. */
final class HeaderSync {

  private final Peer peer;
  private final Network network;
  private final Family family;
  private final HeaderChain chain;
  private final Duration timeout;

  HeaderSync(Peer peer, Network network, HeaderChain chain, Duration timeout) {
    this.peer = peer;
    this.network = network;
    this.family = Family.of(network);
    this.chain = chain;
    this.timeout = timeout;
  }

  /**
   * Makes the chain as long as the node's. A short answer alone is not the end: it may be short
   * because the node limits itself, or has found a block meanwhile. The end is an empty one.
   */
  void run(Progress progress) throws IOException, InterruptedException, CommandFailure {
    List<Link> headers = ask();
    while (!headers.isEmpty()) {
      int before = chain.length();
      long bytes = chain.bytes();
      chain.append(headers);
      progress.add(chain.length() - before, chain.bytes() - bytes);
      headers = ask();
    }
  }

  private List<Link> ask() throws IOException, InterruptedException {
    return family.headers(peer, network, chain.locator(), timeout);
  }
}
