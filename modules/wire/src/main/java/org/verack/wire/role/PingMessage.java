package org.verack.wire.role;

import org.verack.wire.Message;

/** Asks whether the other side is there. */
public interface PingMessage extends Message {

  /**
   * Returns the number that the answer repeats.
   *
   * @return 64 bits; 0 in protocol versions that have no answer
   */
  long nonce();
}
