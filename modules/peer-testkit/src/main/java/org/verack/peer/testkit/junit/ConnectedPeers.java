package org.verack.peer.testkit.junit;

import java.util.Objects;
import org.verack.peer.Peer;

/**
 * Two peers with a line in memory between them, their handshake complete.
 *
 * @param dialer the one that dialed
 * @param listener the one that was dialed; it lives in a context of its own
 */
public record ConnectedPeers(Peer dialer, Peer listener) {

  /** Checks that both are there. */
  public ConnectedPeers {
    Objects.requireNonNull(dialer, "dialer");
    Objects.requireNonNull(listener, "listener");
  }
}
