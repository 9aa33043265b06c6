package org.verack.wire.role;

import org.verack.wire.Message;
import org.verack.wire.ViolationException;

/**
 * A message for which Bitcoin Core knows a tighter limit than the layout does, such as 101 hashes
 * in a locator where the layout takes 500.
 *
 * <p>The engine asks under the default policy; under the strict one (as btcd) the layout's limit
 * alone holds.
 */
public interface CoreLimited extends Message {

  /**
   * Checks the tighter limit.
   *
   * @throws ViolationException if the message is over it
   */
  void requireCoreLimits() throws ViolationException;
}
