package org.verack.wire.role;

import java.util.List;
import org.verack.wire.Message;

/**
 * A list of things that exist, are wanted, or are missing: inv, getdata, notfound.
 *
 * {@snippet :
 * InventoryMessage message = NotFound.of(InventoryVector.tx(hash), InventoryVector.block(hash));
 * List<Hash> missing = message.items().stream().map(InventoryEntry::hash).toList();
 * assert missing.equals(List.of(hash, hash));
 * }
 */
public interface InventoryMessage extends Message {

  /**
   * Returns the entries.
   *
   * @return an immutable list, possibly made as it is read
   */
  List<? extends InventoryEntry> items();
}
