package org.verack.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.codec.InventoryList;
import org.verack.wire.role.AnnouncementMessage;
import org.verack.wire.role.Negotiation;

/**
 * Announces transactions and blocks.
 *
 * <p>At most {@value #MAX_ENTRIES} entries; more are a violation when read and cannot be written.
 * The message is a view over its bytes: {@link #typeCode} and {@link #hash} look at one entry
 * without making an object for it.
 *
 * {@snippet :
 * peer.on(
 *     Inv.class,
 *     (from, inv) -> {
 *       for (InventoryVector item : inv.announced(from.negotiation())) {
 *         if (item.isBlock()) {
 *           from.send(GetData.of(InventoryVector.witnessBlock(item.hash())));
 *         }
 *       }
 *     });
 *
 * // Where wtxidrelay was agreed, a transaction announced by its txid does not count.
 * Inv inv = Inv.of(InventoryVector.tx(transaction.txid()), InventoryVector.block(hash));
 * assert inv.announced(peer.negotiation()).equals(List.of(InventoryVector.block(hash)));
 * }
 */
public final class Inv implements AnnouncementMessage {

  /** The most entries. */
  public static final int MAX_ENTRIES = InventoryList.MAX_ENTRIES;

  /** The command, the codec and the limits. */
  public static final MessageType<Inv> TYPE =
      new MessageType<>(
          "inv",
          Inv.class,
          new InventoryList.Codec<>(InventoryVector::new, Inv::new, message -> message.items),
          Limits.ANY_PAYLOAD,
          14);

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

  /**
   * Returns how many entries there are.
   *
   * @return the number
   */
  public int size() {
    return items.size();
  }

  /**
   * Returns the type of an entry.
   *
   * @param index which
   * @return the number of the type, see {@link InventoryVector}
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  public int typeCode(int index) {
    return items.typeCode(index);
  }

  /**
   * Returns the hash of an entry.
   *
   * @param index which
   * @return the hash
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  public Hash hash(int index) {
    return items.hash(index);
  }

  /**
   * Returns the entries that mean something after a handshake. Where announcing by wtxid was agreed
   * (<a href="https://github.com/bitcoin/bips/blob/master/bip-0339.mediawiki">BIP 339</a>),
   * transactions that are announced by txid do not count, and the other way round.
   *
   * @param negotiation what was agreed
   * @return the entries that count, in order
   */
  public List<InventoryVector> announced(Negotiation negotiation) {
    int meaningless =
        negotiation.agreed(WtxidRelay.class) ? InventoryVector.TX : InventoryVector.WTX;
    return items.stream().filter(entry -> entry.typeCode() != meaningless).toList();
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
