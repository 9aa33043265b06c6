package org.verack.benchmarks.scale;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.Services;
import org.bitcoinj.core.VersionMessage;
import org.bitcoinj.net.NioClientManager;
import org.bitcoinj.net.NioServer;
import org.bitcoinj.params.MainNetParams;
import org.verack.peer.connection.Endpoint;

/** bitcoinj's, with its usual network code: one selector for each side. */
final class BitcoinjPairs implements PeerPairs {

  static final NetworkParameters NETWORK = MainNetParams.get();

  /** What it keeps in a thread-local variable of every thread. */
  static final Context CONTEXT = new Context();

  private final NioClientManager clients = new NioClientManager();
  private final NioServer server;
  private final InetSocketAddress address;
  private final List<Peer> dialed = new CopyOnWriteArrayList<>();
  private final List<Peer> accepted = new CopyOnWriteArrayList<>();

  BitcoinjPairs() throws Exception {
    Context.propagate(CONTEXT);
    // It does not tell which port it was given, so that has to be found out before.
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
    }
    server =
        new NioServer(
            (from, port) -> {
              Context.propagate(CONTEXT);
              Peer peer = peer(PeerAddress.simple(from, port));
              accepted.add(peer);
              return peer;
            },
            address);
    server.startAsync();
    server.awaitRunning();
    clients.startAsync();
    clients.awaitRunning();
  }

  static Peer peer(PeerAddress remote) {
    VersionMessage version = new VersionMessage(NETWORK, 0);
    // Else they refuse each other.
    version.localServices = Services.of(Services.NODE_NETWORK | Services.NODE_WITNESS);
    return new Peer(NETWORK, version, remote, null);
  }

  @Override
  public Endpoint endpoint() {
    return Endpoint.of(address);
  }

  @Override
  public void openOne() throws Exception {
    Context.propagate(CONTEXT);
    Peer peer = peer(PeerAddress.simple(address));
    Object unused = clients.openConnection(address, peer);
    dialed.add(peer);
    unused = peer.getVersionHandshakeFuture().get();
  }

  @Override
  public boolean allGreeted() {
    return accepted.size() == dialed.size()
        && accepted.stream().allMatch(peer -> peer.getVersionHandshakeFuture().isDone());
  }

  /** The end that dialed, where there is but one pair. */
  Peer dialer() {
    return dialed.getFirst();
  }

  /** The end that was dialed, where there is but one pair. */
  Peer listener() {
    return accepted.getFirst();
  }

  @Override
  public void close() {
    clients.stopAsync();
    server.stopAsync();
    clients.awaitTerminated();
    server.awaitTerminated();
  }
}
