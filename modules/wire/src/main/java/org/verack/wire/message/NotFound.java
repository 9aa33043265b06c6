package org.verack.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.codec.InventoryList;
import org.verack.wire.role.InventoryMessage;

/**
 * Answers {@link GetData} for what the sender does not have; known since protocol version 70001 (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>). Bitcoin Core
 * never sends it for blocks: there silence is the answer.
 *
 * <p>At most {@value #MAX_ENTRIES} entries; more are a violation when read and cannot be written.
 * The message is a view over its bytes: {@link #typeCode} and {@link #hash} look at one entry
 * without making an object for it.
 *
 * {@snippet :
 * CompletableFuture<NotFound> answer = new CompletableFuture<>();
 * peer.on(NotFound.class, (from, message) -> answer.complete(message));
 * peer.send(GetData.of(InventoryVector.wtx(Hash.ZERO)));
 *
 * assert answer.get().items().equals(List.of(InventoryVector.wtx(Hash.ZERO)));
 * }
 */
public final class NotFound implements InventoryMessage {

  /** The most entries. */
  public static final int MAX_ENTRIES = InventoryList.MAX_ENTRIES;

  /** The command, the codec and the limits. */
  public static final MessageType<NotFound> TYPE =
      new MessageType<>(
          "notfound",
          NotFound.class,
          new InventoryList.Codec<>(InventoryVector::new, NotFound::new, message -> message.items),
          Limits.ANY_PAYLOAD,
          17);

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
