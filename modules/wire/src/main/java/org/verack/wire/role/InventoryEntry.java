package org.verack.wire.role;

import org.verack.wire.Hash;

/** One thing in an inventory: what it is, and its hash. Equal by value. */
public interface InventoryEntry {

  /**
   * Returns the number of its type.
   *
   * @return 32 bits
   */
  int typeCode();

  /**
   * Returns its hash.
   *
   * @return the hash
   */
  Hash hash();
}
