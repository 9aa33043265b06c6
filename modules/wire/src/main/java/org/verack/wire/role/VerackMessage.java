package org.verack.wire.role;

import org.verack.wire.Message;

/**
 * The message that ends the handshake of its sender.
 *
 * {@snippet :
 * HandshakeScript script = network.handshake();
 * assert script.verack() instanceof Verack;
 * assert script.verackOrder() == HandshakeScript.VerackOrder.AT_ONCE; // LBRY's dialers wait
 * }
 */
public interface VerackMessage extends Message {}
