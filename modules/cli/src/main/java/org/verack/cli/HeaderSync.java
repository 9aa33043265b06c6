package org.verack.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.verack.peer.Peer;
import org.verack.peer.RequestTimeoutException;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.Headers;
import org.verack.wire.request.Requests;

/** Fetches the headers that a node has, until it has no more. */
final class HeaderSync {

  /**
   * How long to wait for the answer that confirms the end. Bitcoin Core sends an empty one at once;
   * bcoin, asked for what comes after its newest block, says nothing.
   */
  private static final Duration CONFIRMATION = Duration.ofSeconds(3);

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
   * because the node limits itself, or has found a block meanwhile.
   */
  void run(Progress progress) throws IOException, InterruptedException, CommandFailure {
    List<BlockHeader> headers = first();
    while (!headers.isEmpty()) {
      int before = chain.length();
      chain.append(headers);
      progress.add(chain.length() - before, (long) headers.size() * (BlockHeader.SIZE + 1));
      headers = headers.size() < Headers.MAX_HEADERS ? last() : ask(timeout);
    }
  }

  private List<BlockHeader> ask(Duration patience) throws IOException, InterruptedException {
    return peer.request(Requests.headers(chain.locator()), patience);
  }

  private List<BlockHeader> first() throws IOException, InterruptedException, CommandFailure {
    try {
      return ask(timeout);
    } catch (RequestTimeoutException e) {
      throw new CommandFailure(
          e.getMessage() + " (a node that is itself catching up keeps silent)", e);
    }
  }

  private List<BlockHeader> last() throws IOException, InterruptedException {
    try {
      return ask(timeout.compareTo(CONFIRMATION) < 0 ? timeout : CONFIRMATION);
    } catch (RequestTimeoutException e) {
      return List.of();
    }
  }
}
