package org.verack.wire.role;

import java.util.Objects;

/**
 * How the two sides of a connection stand to each other at some moment after the handshake.
 *
 * @param negotiation how they greeted each other
 * @param relayToUs whether we want transactions announced: our version message said so, or a {@link
 *     RelayMessage} of ours since
 * @param relayToRemote whether the remote does
 */
public record Standing(Negotiation negotiation, boolean relayToUs, boolean relayToRemote) {

  /** Checks that nothing is missing. */
  public Standing {
    Objects.requireNonNull(negotiation, "negotiation");
  }
}
