package org.verack.peer.connection;

import java.io.IOException;
import java.time.Duration;
import org.verack.peer.runtime.PeerRuntime;

/** How a connection to an endpoint is made. */
@FunctionalInterface
public interface Dialer {

  /**
   * Direct TCP. Names are resolved by the machine, except those of Tor and I2P, which are refused
   * without a look-up: the question alone would tell others where we want to go (RFC 7686).
   */
  Dialer TCP = TcpDialer::dial;

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

  /**
   * Connects, as a peer does. Who dials in several steps, or waits, overrides this to do it on the
   * peer's clock; the default is {@link #dial(Endpoint, Duration)}.
   *
   * @param endpoint where to
   * @param timeout how long to try
   * @param runtime time and timers
   * @return the connection
   * @throws IOException as there
   */
  default Connection dial(Endpoint endpoint, Duration timeout, PeerRuntime runtime)
      throws IOException {
    return dial(endpoint, timeout);
  }

  /**
   * Tells whether somebody else connects for us. Version messages then keep to themselves where the
   * remote is.
   *
   * @return by default false
   */
  default boolean viaProxy() {
    return false;
  }
}
