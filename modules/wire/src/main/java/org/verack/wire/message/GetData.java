package org.verack.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.codec.InventoryList;
import org.verack.wire.role.InventoryMessage;

/**
 * Asks for transactions and blocks. Bitcoin Core answers any number, but asks for at most 1,000 at
 * a time. In which form a thing is wanted (with witnesses, filtered, compact, by which id) is in
 * its type, see {@link InventoryVector}. Answered by {@code block}, {@code tx}, {@link
 * MerkleBlock}, {@link CmpctBlock} and {@link NotFound}.
 *
 * <p>At most {@value #MAX_ENTRIES} entries; more are a violation when read and cannot be written.
 * The message is a view over its bytes: {@link #typeCode} and {@link #hash} look at one entry
 * without making an object for it.
 *
 * {@snippet :
 * CompletableFuture<Block> answer = new CompletableFuture<>();
 * peer.on(Block.class, (from, message) -> answer.complete(message));
 * peer.send(GetData.of(InventoryVector.witnessBlock(hash)));
 * assert answer.get().equals(block);
 *
 * GetData bare = GetData.of(InventoryVector.block(hash)); // would come without witnesses
 * assert bare.typeCode(0) == InventoryVector.BLOCK && bare.hash(0).equals(hash);
 * }
 */
public final class GetData implements InventoryMessage {

  /** The most entries. */
  public static final int MAX_ENTRIES = InventoryList.MAX_ENTRIES;

  /** The command, the codec and the limits. */
  public static final MessageType<GetData> TYPE =
      new MessageType<>(
          "getdata",
          GetData.class,
          new InventoryList.Codec<>(InventoryVector::new, GetData::new, message -> message.items),
          Limits.ANY_PAYLOAD,
          11);

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
