package org.verack.wire.role;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.Message;

/**
 * Asks for what follows a block: {@code getblocks}, {@code getheaders}.
 *
 * {@snippet :
 * LocatorMessage question = new GetHeaders(70016, Locator.of(hashes::get, 30), Hash.ZERO);
 *
 * // What one who answers looks for: the first of these blocks that he has, too.
 * List<Hash> has = hashes.subList(0, 20);
 * int fork = question.locator().stream().filter(has::contains).map(has::indexOf).findFirst().get();
 * assert fork == 19 && question.stop().isZero();
 * }
 */
public interface LocatorMessage extends Message {

  /**
   * Returns what the asker has.
   *
   * @return hashes of blocks, the newest first
   */
  List<Hash> locator();

  /**
   * Returns where the answer is to stop.
   *
   * @return the hash of the last thing wanted; {@link Hash#ZERO} for as much as there is
   */
  Hash stop();
}
