package org.verack.peer.connection;

import java.io.IOException;
import java.time.Duration;

/** How a connection to an endpoint is made. */
@FunctionalInterface
public interface Dialer {

  /** Direct TCP. Names are resolved by the machine. */
  Dialer TCP = new TcpDialer();

  /**
   * Connects. Blocks until it has, or cannot.
   *
   * @param endpoint where to
   * @param timeout how long to try
   * @return the connection
   * @throws IOException if the host is unknown, refuses, or does not answer in time; the message
   *     says which, and of what endpoint
   */
  Connection dial(Endpoint endpoint, Duration timeout) throws IOException;
}
