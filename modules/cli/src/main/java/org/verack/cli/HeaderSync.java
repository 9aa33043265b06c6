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
   * Makes the chain as long as the node's. Only an empty answer is the end: a short one may be
   * short because the node found a block meanwhile.
   */
  void run(Progress progress) throws IOException, InterruptedException, CommandFailure {
    while (true) {
      List<BlockHeader> headers = peer.request(Requests.headers(chain.locator()), timeout);
      if (headers.isEmpty()) {
        return;
      }
      int before = chain.length();
      chain.append(headers);
      progress.add(chain.length() - before, (long) headers.size() * (BlockHeader.SIZE + 1));
    }
  }
}
