package org.verack.wire.role;

import org.verack.wire.Message;

/**
 * A message that belongs between {@code version} and {@code verack} and nowhere else, such as
 * {@code wtxidrelay}.
 *
 * <p>The engine refuses to send one at any other time. One that is received after {@code verack}
 * ends the connection under every policy, as in Bitcoin Core; one that is received before {@code
 * version} is too early and does nothing.
 *
 * {@snippet :
 * try {
 *   peer.send(SendAddrV2.INSTANCE); // the handshake is over
 *   assert false;
 * } catch (IllegalArgumentException e) {
 *   assert peer.isOpen(); // refused here; the remote would have hung up
 * }
 * }
 */
public interface NegotiationMessage extends Message {}
