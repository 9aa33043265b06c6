package org.verack.wire.request;

import java.util.function.LongSupplier;
import org.verack.wire.role.HandshakeScript;
import org.verack.wire.role.Negotiation;

/**
 * What an exchange knows of its connection.
 *
 * @param negotiation how the two sides greeted each other
 * @param script the network's handshake, which knows how to ping
 * @param random where nonces come from
 */
public record Setting(Negotiation negotiation, HandshakeScript script, LongSupplier random) {}
