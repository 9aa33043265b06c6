package org.verack.wire.role;

import java.util.List;
import org.verack.wire.Message;

/** A list of things that exist, are wanted, or are missing: inv, getdata, notfound. */
public interface InventoryMessage extends Message {

  /**
   * Returns the entries.
   *
   * @return an immutable list, possibly made as it is read
   */
  List<? extends InventoryEntry> items();
}
