package org.verack.wire.role;

import java.util.Optional;
import org.verack.wire.Hash;

/** One thing in an inventory: what it is, and its hash. Equal by value. */
public interface InventoryEntry extends Announcement {

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

  /** Returns this entry, whatever was negotiated. */
  @Override
  default Optional<? extends InventoryEntry> entry(Negotiation negotiation) {
    return Optional.of(this);
  }
}
