package org.verack.wire.role;

import org.verack.wire.Message;

/** The message that ends the handshake of its sender. */
public interface VerackMessage extends Message {}
