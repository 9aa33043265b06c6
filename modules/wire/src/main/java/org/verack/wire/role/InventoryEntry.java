package org.verack.wire.role;

import java.util.Optional;
import org.verack.wire.Hash;

/**
 * One thing in an inventory: what it is, and its hash. Equal by value.
 *
 * {@snippet :
 * InventoryEntry entry = InventoryVector.block(hash);
 * assert entry.typeCode() == InventoryVector.BLOCK && entry.hash().equals(hash);
 *
 * peer.announce(entry); // an entry is an announcement that says the same to everybody
 * }
 */
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
