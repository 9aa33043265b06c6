package org.verack.wire.role;

import java.util.Objects;

/**
 * How the two sides of a connection stand to each other at some moment after the handshake.
 *
 * {@snippet :
 * // We said relay = false, and are told of a transaction nevertheless.
 * Standing standing = new Standing(peer.negotiation(), false, true);
 * Message inv = Inv.of(InventoryVector.wtx(transaction.wtxid()));
 *
 * assert network.rules().judge(inv, standing) instanceof Verdict.Refused;
 * assert network.rules().judge(inv, new Standing(peer.negotiation(), true, true)) == Verdict.FINE;
 * }
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
