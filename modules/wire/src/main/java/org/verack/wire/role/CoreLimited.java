package org.verack.wire.role;

import org.verack.wire.Message;
import org.verack.wire.ViolationException;

/**
 * A message for which Bitcoin Core knows a tighter limit than the layout does, such as 101 hashes
 * in a locator where the layout takes 500.
 *
 * <p>The engine asks under the default policy; under the strict one (as btcd) the layout's limit
 * alone holds.
 *
 * {@snippet :
 * Message message = new GetBlocks(70016, Collections.nCopies(102, hash), Hash.ZERO);
 * network.encode(message, format); // the layout takes 500 hashes
 *
 * try {
 *   if (message instanceof CoreLimited limited) {
 *     limited.requireCoreLimits();
 *   }
 *   assert false;
 * } catch (ViolationException e) {
 *   assert e.fault() == WireFault.TOO_MANY; // Bitcoin Core takes 101
 * }
 * }
 */
public interface CoreLimited extends Message {

  /**
   * Checks the tighter limit.
   *
   * @throws ViolationException if the message is over it
   */
  void requireCoreLimits() throws ViolationException;
}
