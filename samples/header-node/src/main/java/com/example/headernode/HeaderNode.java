package com.example.headernode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.ConnectionListener;
import org.verack.wire.Hash;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;

/** Serves the headers of a chain to whoever dials, and tells all of new ones. */
public final class HeaderNode implements AutoCloseable {

  private final PeerListener listener;
  private final ReentrantLock adding = new ReentrantLock();

  /** Replaced as a whole; read by the threads of peers. */
  private volatile List<BlockHeader> chain;

  /**
   * Starts to serve.
   *
   * @param context time and threads
   * @param config the network, and how peers are treated
   * @param connections where peers arrive
   * @param chain the headers after the genesis block
   */
  public HeaderNode(
      PeerContext context,
      PeerConfig config,
      ConnectionListener connections,
      List<BlockHeader> chain) {
    this.chain = List.copyOf(chain);
    listener =
        PeerListener.listen(
            context, config, connections, peer -> peer.on(GetHeaders.class, this::answer));
  }

  private void answer(Peer peer, GetHeaders question) throws Exception {
    peer.send(Headers.of(after(chain, question.locator(), question.stop())));
  }

  /** The headers that follow the first block of a locator that is known, or all from the first. */
  public static List<BlockHeader> after(List<BlockHeader> chain, List<Hash> locator, Hash stop) {
    int from = 0;
    for (Hash hash : locator) {
      int known = indexOf(chain, hash);
      if (known >= 0) {
        from = known + 1;
        break;
      }
    }
    int last = indexOf(chain, stop);
    int end = Math.min(chain.size(), from + Headers.MAX_HEADERS);
    return chain.subList(from, last < from ? end : Math.min(end, last + 1));
  }

  private static int indexOf(List<BlockHeader> chain, Hash hash) {
    for (int i = chain.size() - 1; i >= 0; i--) {
      if (chain.get(i).hash().equals(hash)) {
        return i;
      }
    }
    return -1;
  }

  /** Adds a header, and tells all peers. */
  public void add(BlockHeader header) {
    // All peers hear of headers in their order. Nothing here waits, least of all for a remote.
    adding.lock();
    try {
      List<BlockHeader> longer = new ArrayList<>(chain);
      longer.add(header);
      chain = List.copyOf(longer);
      for (Peer peer : listener.peers()) {
        peer.sendAsync(Headers.of(List.of(header)));
      }
    } finally {
      adding.unlock();
    }
  }

  @Override
  public void close() {
    listener.close();
  }
}
