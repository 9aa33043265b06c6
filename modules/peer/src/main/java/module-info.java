/**
 * One connection to a peer: handshake, loops, queue, requests, keep-alive, statistics.
 *
 * <p>Start at {@link org.verack.peer.Peer} and {@link org.verack.peer.PeerContext}; {@link
 * org.verack.peer.connection} has the connections, {@link org.verack.peer.capture} writes them
 * down, {@link org.verack.peer.runtime} the seam through which all threads, waits and timers go.
 */
module org.verack.peer {
  requires transitive org.verack.wire;
  requires static transitive org.jspecify;
  requires jdk.jfr;
  requires org.slf4j;

  exports org.verack.peer;
  exports org.verack.peer.capture;
  exports org.verack.peer.connection;
  exports org.verack.peer.runtime;
}
