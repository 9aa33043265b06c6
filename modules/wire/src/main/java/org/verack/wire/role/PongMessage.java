package org.verack.wire.role;

import org.verack.wire.Message;

/** Answers a ping. */
public interface PongMessage extends Message {

  /**
   * Returns the number of the ping that is answered.
   *
   * @return 64 bits
   */
  long nonce();
}
