package org.verack.peer.connection;

import java.io.IOException;
import java.time.Duration;
import org.verack.peer.runtime.PeerRuntime;

/**
 * How a connection to an endpoint is made. Peers of one configuration share a dialer, so it has to
 * be safe for use from any thread.
 *
 * {@snippet :
 * Set<String> avoided = Set.of("203.0.113.9");
 * Dialer careful =
 *     (endpoint, timeout) -> {
 *       if (avoided.contains(endpoint.host())) {
 *         throw new ConnectException(endpoint + " is avoided");
 *       }
 *       return Dialer.TCP.dial(endpoint, timeout);
 *     };
 * Peer peer = Peer.outbound(context, PeerConfig.builder(network).dialer(careful).build());
 * try {
 *   peer.connect("203.0.113.9:18444");
 *   assert false : "not avoided";
 * } catch (ConnectException e) {
 *   assert e.getMessage().equals("203.0.113.9:18444 is avoided");
 * }
 * }
 */
@FunctionalInterface
public interface Dialer {

  /**
   * Direct TCP. Names are resolved by the machine, except those of Tor and I2P, which are refused
   * without a look-up: the question alone would tell others where we want to go (<a
   * href="https://www.rfc-editor.org/rfc/rfc7686">RFC 7686</a>).
   */
  Dialer TCP = TcpDialer::dial;

  /**
   * Connects. Blocks until it has, or cannot; a thread that is interrupted gives up with an {@code
   * IOException} and stays interrupted, as the JDK's sockets do it for virtual threads.
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
