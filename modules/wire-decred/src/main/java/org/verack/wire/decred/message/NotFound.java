package org.verack.wire.decred.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.MessageType;
import org.verack.wire.codec.InventoryList;
import org.verack.wire.decred.codec.Limits;
import org.verack.wire.role.InventoryMessage;

/**
 * Says what of a {@link GetData} is not here.
 *
 * <p>At most {@value #MAX_ENTRIES} entries; more are a violation when read and cannot be written.
 * The message is a view over its bytes.
 *
 * {@snippet :
 * Found<Block> answer =
 *     peer.request(DecredRequests.blocks(List.of(hash, Hash.ZERO)), Duration.ofMinutes(1));
 * assert answer.found().equals(List.of(block));
 * assert answer.missing().equals(List.of(Hash.ZERO)); // the node has said notfound
 * }
 */
public final class NotFound implements InventoryMessage {

  /** The most entries. */
  public static final int MAX_ENTRIES = InventoryList.MAX_ENTRIES;

  /** The command, the codec and the limits. */
  public static final MessageType<NotFound> TYPE =
      MessageType.of(
          "notfound",
          NotFound.class,
          new InventoryList.Codec<>(InventoryVector::new, NotFound::new, message -> message.items),
          Limits.ANY_PAYLOAD);

  private final InventoryList<InventoryVector> items;

  private NotFound(InventoryList<InventoryVector> items) {
    this.items = items;
  }

  /**
   * Makes a message.
   *
   * @param items the entries
   * @return the message
   */
  public static NotFound of(InventoryVector... items) {
    return of(List.of(items));
  }

  /**
   * Makes a message.
   *
   * @param items the entries, which are copied
   * @return the message
   */
  public static NotFound of(List<InventoryVector> items) {
    return new NotFound(InventoryList.of(items, InventoryVector::new));
  }

  @Override
  public String command() {
    return "notfound";
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
    return other instanceof NotFound that && items.sameBytes(that.items);
  }

  @Override
  public int hashCode() {
    return items.bytesHash();
  }

  @Override
  public String toString() {
    return items.describe("notfound");
  }
}
