package org.verack.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.verack.peer.Peer;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.request.Requests;

/** Fetches the headers that a node has, until it has no more. */
final class HeaderSync {

  private final Peer peer;
  private final HeaderChain chain;
  private final Duration timeout;

  HeaderSync(Peer peer, HeaderChain chain, Duration timeout) {
    this.peer = peer;
    this.chain = chain;
    this.timeout = timeout;
  }

  /**
   * Makes the chain as long as the node's. A short answer alone is not the end: it may be short
   * because the node limits itself, or has found a block meanwhile. The end is an empty one.
   */
  void run(Progress progress) throws IOException, InterruptedException, CommandFailure {
    List<BlockHeader> headers = ask();
    while (!headers.isEmpty()) {
      int before = chain.length();
      chain.append(headers);
      progress.add(chain.length() - before, (long) headers.size() * (BlockHeader.SIZE + 1));
      headers = ask();
    }
  }

  private List<BlockHeader> ask() throws IOException, InterruptedException {
    return peer.request(Requests.headers(chain.locator()), timeout);
  }
}
