package org.verack.peer.connection;

import java.io.Closeable;
import java.io.IOException;

/**
 * Where connections from others arrive. One thread accepts, any thread closes.
 *
 * {@snippet :
 * try (ConnectionListener listener = TcpListener.listen(Endpoint.parse("127.0.0.1:0"));
 *     Connection dialed = Dialer.TCP.dial(listener.local(), Duration.ofSeconds(5));
 *     Connection accepted = listener.accept()) { // waits until somebody dials
 *   assert accepted.remote().equals(dialed.local());
 * }
 * }
 */
public interface ConnectionListener extends Closeable {

  /**
   * Waits for the next connection. Blocks until there is one or the listener is closed.
   *
   * @return the connection
   * @throws IOException if the listener is closed or broken
   */
  Connection accept() throws IOException;

  /**
   * Returns where others connect to.
   *
   * @return the endpoint, with the port that was chosen if any was allowed
   */
  Endpoint local();

  /**
   * Ends the listening; {@link #accept()} wakes up. Connections that were accepted stay.
   * Idempotent; does not block.
   */
  @Override
  void close();
}
