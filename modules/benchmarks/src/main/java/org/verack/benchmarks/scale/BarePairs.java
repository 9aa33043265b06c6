package org.verack.benchmarks.scale;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.verack.peer.connection.Endpoint;

/**
 * Sockets with a virtual thread to read and one to write each, that say as many bytes in as many
 * turns as our handshake does, and understand nothing.
 */
final class BarePairs implements PeerPairs {

  private final ServerSocketChannel server;
  private final List<BareEnd> dialed = new CopyOnWriteArrayList<>();
  private final List<BareEnd> accepted = new CopyOnWriteArrayList<>();

  BarePairs() throws IOException {
    server = listen();
    Thread unused = Thread.ofVirtual().start(this::acceptAll);
  }

  /** Listens on any port of loopback. */
  static ServerSocketChannel listen() throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    return channel;
  }

  private void acceptAll() {
    while (true) {
      SocketChannel socket;
      try {
        socket = server.accept();
      } catch (IOException e) {
        return;
      }
      BareEnd end = new BareEnd(socket, BareEnd.LISTENER);
      accepted.add(end);
      end.start();
    }
  }

  @Override
  public Endpoint endpoint() throws IOException {
    return Endpoint.of((InetSocketAddress) server.getLocalAddress());
  }

  @Override
  public void openOne() throws Exception {
    BareEnd end = new BareEnd(SocketChannel.open(server.getLocalAddress()), BareEnd.DIALER);
    dialed.add(end);
    end.start();
    end.awaitGreeted();
  }

  @Override
  public boolean allGreeted() {
    return accepted.size() == dialed.size() && accepted.stream().allMatch(BareEnd::hasGreeted);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (BareEnd end : dialed) {
      end.close();
    }
    for (BareEnd end : accepted) {
      end.close();
    }
  }
}
