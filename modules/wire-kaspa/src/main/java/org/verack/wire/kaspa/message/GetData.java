package org.verack.wire.kaspa.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.MessageType;
import org.verack.wire.codec.InventoryList;
import org.verack.wire.kaspa.KaspaLimits;
import org.verack.wire.role.InventoryMessage;

/**
 * Asks for transactions and blocks. kaspad answers at most 50 entries of the type {@link
 * InventoryVector#SYNC_BLOCK} at a time.
 *
 * <p>At most {@value #MAX_ENTRIES} entries; more are a violation when read and cannot be written.
 * The message is a view over its bytes.
 *
 * {@snippet :
 * GetData question = GetData.of(InventoryVector.syncBlock(hash), InventoryVector.block(Hash.ZERO));
 * var answers = new KaspaResponder(dag).answers(question);
 * assert answers.equals(List.of(block, NotFound.of(InventoryVector.block(Hash.ZERO))));
 * }
 */
public final class GetData implements InventoryMessage {

  /** The most entries. */
  public static final int MAX_ENTRIES = KaspaLimits.INVENTORY;

  /** The command, the codec and the limits. */
  public static final MessageType<GetData> TYPE =
      MessageType.of(
          "getdata",
          GetData.class,
          new InventoryList.Codec<>(
              InventoryVector::new, GetData::new, message -> message.items, MAX_ENTRIES),
          KaspaLimits.PAYLOAD);

  private final InventoryList<InventoryVector> items;

  private GetData(InventoryList<InventoryVector> items) {
    this.items = items;
  }

  /**
   * Makes a message.
   *
   * @param items the entries
   * @return the message
   */
  public static GetData of(InventoryVector... items) {
    return of(List.of(items));
  }

  /**
   * Makes a message.
   *
   * @param items the entries, which are copied
   * @return the message
   */
  public static GetData of(List<InventoryVector> items) {
    return new GetData(InventoryList.of(items, InventoryVector::new));
  }

  @Override
  public String command() {
    return "getdata";
  }

  /**
   * Returns the entries.
   *
   * @return an immutable list with random access; each look makes a new object
   */
  @Override
  public List<InventoryVector> items() {
    return items;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GetData that && items.sameBytes(that.items);
  }

  @Override
  public int hashCode() {
    return items.bytesHash();
  }

  @Override
  public String toString() {
    return items.describe("getdata");
  }
}
