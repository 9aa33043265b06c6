package org.verack.peer.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Dials TCP directly. */
final class TcpDialer {

  private TcpDialer() {}

  static Connection dial(Endpoint endpoint, Duration timeout) throws IOException {
    if (endpoint.needsProxy()) {
      throw new UnknownHostException(endpoint + " can be reached through a proxy only");
    }
    InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException("unknown host " + endpoint);
    }
    int millis = Math.clamp(TimeUnit.MILLISECONDS.convert(timeout), 1, Integer.MAX_VALUE);
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(address, millis);
      return new TcpConnection(channel);
    } catch (IOException e) {
      channel.close();
      throw described(endpoint, timeout, e);
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static IOException described(Endpoint endpoint, Duration timeout, IOException e) {
    if (e instanceof SocketTimeoutException) {
      return new SocketTimeoutException(
          endpoint + " did not answer within " + timeout.toMillis() + " ms");
    }
    if (e instanceof ConnectException) {
      IOException refused = new ConnectException(endpoint + ": " + e.getMessage());
      refused.initCause(e);
      return refused;
    }
    return new IOException(endpoint + ": " + e.getMessage(), e);
  }
}
