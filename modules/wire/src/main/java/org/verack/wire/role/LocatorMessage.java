package org.verack.wire.role;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.Message;

/** Asks for what follows a block: {@code getblocks}, {@code getheaders}. */
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
