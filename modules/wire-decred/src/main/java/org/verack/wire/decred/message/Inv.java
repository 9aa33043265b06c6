package org.verack.wire.decred.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.MessageType;
import org.verack.wire.codec.InventoryList;
import org.verack.wire.decred.codec.Limits;
import org.verack.wire.role.AnnouncementMessage;

/**
 * Announces transactions, blocks and mix messages.
 *
 * <p>At most {@value #MAX_ENTRIES} entries; more are a violation when read and cannot be written.
 * The message is a view over its bytes.
 *
 * {@snippet :
 * Inv news = Inv.of(InventoryVector.block(hash), InventoryVector.mix(Hash.ZERO));
 * assert news.items().stream().filter(InventoryVector::trickles).count() == 1;
 * assert network.messages().encode(news, format).length() == 1 + 2 * 36;
 * }
 */
public final class Inv implements AnnouncementMessage {

  /** The most entries. */
  public static final int MAX_ENTRIES = InventoryList.MAX_ENTRIES;

  /** The command, the codec and the limits. */
  public static final MessageType<Inv> TYPE =
      MessageType.of(
          "inv",
          Inv.class,
          new InventoryList.Codec<>(InventoryVector::new, Inv::new, message -> message.items),
          Limits.ANY_PAYLOAD);

  private final InventoryList<InventoryVector> items;

  private Inv(InventoryList<InventoryVector> items) {
    this.items = items;
  }

  /**
   * Makes a message.
   *
   * @param items the entries
   * @return the message
   */
  public static Inv of(InventoryVector... items) {
    return of(List.of(items));
  }

  /**
   * Makes a message.
   *
   * @param items the entries, which are copied
   * @return the message
   */
  public static Inv of(List<InventoryVector> items) {
    return new Inv(InventoryList.of(items, InventoryVector::new));
  }

  @Override
  public String command() {
    return "inv";
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
    return other instanceof Inv that && items.sameBytes(that.items);
  }

  @Override
  public int hashCode() {
    return items.bytesHash();
  }

  @Override
  public String toString() {
    return items.describe("inv");
  }
}
