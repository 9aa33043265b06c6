package org.verack.peer.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a TCP port. Its connections are blocking sockets without Nagle's delay.
 *
 * {@snippet :
 * try (TcpListener first = TcpListener.listen(Endpoint.parse("127.0.0.1:0"))) {
 *   TcpListener.listen(first.local());
 *   assert false : "a port is one listener's";
 * } catch (IOException e) {
 *   assert e.getMessage().contains("127.0.0.1:"); // which endpoint it was about
 * }
 * }
 */
public final class TcpListener implements ConnectionListener {

  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

  /**
   * How many may wait to be accepted; the machine may allow fewer. With the JDK's 50, a crowd that
   * dials at once would be answered one second later, when it tries again.
   */
  private static final int BACKLOG = 4096;

  private final ServerSocketChannel channel;
  private final Endpoint local;

  private TcpListener(ServerSocketChannel channel) throws IOException {
    this.channel = channel;
    this.local = Endpoint.of((InetSocketAddress) channel.getLocalAddress());
  }

  /**
   * Starts to listen.
   *
   * @param endpoint the local address and port; port 0 for any that is free
   * @return the listener
   * @throws IOException if the address is not ours or the port is taken; the message says of what
   *     endpoint
   */
  public static TcpListener listen(Endpoint endpoint) throws IOException {
    InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException("unknown host " + endpoint);
    }
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, BACKLOG);
      return new TcpListener(channel);
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot listen on " + endpoint + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Connection accept() throws IOException {
    while (true) {
      SocketChannel accepted = channel.accept();
      try {
        return new TcpConnection(accepted);
      } catch (IOException e) {
        // The dialer was gone before we could look at it; the next one may not be.
        LOG.debug("an accepted connection was already closed", e);
        accepted.close();
      }
    }
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing the listener on {}", local, e);
    }
  }
}
