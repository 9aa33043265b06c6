package org.verack.peer.connection;

import java.io.Closeable;
import java.io.IOException;

/** Where connections from others arrive. */
public interface ConnectionListener extends Closeable {

  /**
   * Waits for the next connection.
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

  /** Ends the listening; {@link #accept()} wakes up. Connections that were accepted stay. */
  @Override
  void close();
}
