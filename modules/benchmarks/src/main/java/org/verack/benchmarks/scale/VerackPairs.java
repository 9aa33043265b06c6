package org.verack.benchmarks.scale;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.verack.peer.InboundLimits;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.wire.Network;
import org.verack.wire.Networks;

/** Ours. */
final class VerackPairs implements PeerPairs {

  static final Network NETWORK = Networks.MAINNET;

  private final PeerContext dialers = PeerContext.create();
  private final PeerContext listeners = PeerContext.create();
  private final PeerConfig config;
  private final PeerListener listener;
  private final AtomicInteger opened = new AtomicInteger();

  VerackPairs(String contender) throws Exception {
    config = config(contender).build();
    listener =
        PeerListener.listen(
            listeners,
            config,
            TcpListener.listen(new Endpoint("127.0.0.1", 0)),
            InboundLimits.DEFAULT.withTotal(InboundLimits.UNLIMITED),
            peer -> {});
  }

  static PeerConfig.Builder config(String contender) {
    return PeerConfig.builder(NETWORK)
        .encryption(
            contender.equals(Row.ENCRYPTED)
                ? PeerConfig.Encryption.REQUIRED
                : PeerConfig.Encryption.OFF);
  }

  @Override
  public Endpoint endpoint() {
    return listener.endpoint();
  }

  @Override
  public void openOne() throws Exception {
    Peer.outbound(dialers, config).connect(listener.endpoint());
    opened.incrementAndGet();
  }

  @Override
  public boolean allGreeted() {
    List<Peer> inbound = listener.peers();
    return inbound.size() == opened.get() && inbound.stream().allMatch(Peer::isOpen);
  }

  /** The end that dialed, where there is but one pair. */
  Peer dialer() {
    return dialers.peers().getFirst();
  }

  /** The end that was dialed, where there is but one pair. */
  Peer listener() {
    return listeners.peers().getFirst();
  }

  @Override
  public void close() {
    dialers.close();
    listeners.close();
  }
}
