package org.verack.wire.role;

import org.verack.wire.Message;

/**
 * A message that belongs between {@code version} and {@code verack} and nowhere else, such as
 * {@code wtxidrelay} (<a href="https://github.com/bitcoin/bips/blob/master/bip-0339.mediawiki">BIP
 * 339</a>), {@code sendaddrv2} (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>) and {@code
 * feature} (<a href="https://github.com/bitcoin/bips/blob/master/bip-0434.md">BIP 434</a>).
 *
 * <p>The engine refuses to send one at any other time. One that is received after {@code verack}
 * ends the connection under every policy, as in Bitcoin Core, unless {@linkplain
 * PeerRules#endsOnLateNegotiation the family} takes it for a message like any other; one that is
 * received before {@code version} is too early and does nothing.
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
