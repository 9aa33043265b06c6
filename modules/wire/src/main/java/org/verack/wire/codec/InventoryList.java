package org.verack.wire.codec;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Function;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.role.InventoryEntry;

/**
 * The payload of {@code inv}, {@code getdata} and {@code notfound}, as the list that it is: an
 * immutable view over the bytes, a count and 36 bytes for each entry. Objects for entries are made
 * when someone asks for them.
 *
 * <p>All families have this layout; what the numbers of the types mean is their own.
 *
 * <p>The entries of a family whose blocks have a number of their own, and the codec of its {@code
 * inv}:
 *
 * {@snippet :
 * record Item(int typeCode, Hash hash) implements InventoryEntry {
 *   public boolean trickles() {
 *     return false;
 *   }
 * }
 *
 * record Tell(InventoryList<Item> list) implements InventoryMessage {
 *   public String command() {
 *     return "inv";
 *   }
 *
 *   public List<Item> items() {
 *     return list;
 *   }
 * }
 *
 * var codec = new InventoryList.Codec<>(Item::new, Tell::new, Tell::list);
 * Tell tell = new Tell(InventoryList.of(List.of(new Item(7, hash)), Item::new));
 * assert codec.size(tell, format) == 1 + 36;
 * assert tell.list().typeCode(0) == 7; // read from the bytes, without an object
 * }
 *
 * @param <E> the family's entry
 */
public final class InventoryList<E extends InventoryEntry> extends AbstractList<E>
    implements RandomAccess {

  /** The most entries of a message in Bitcoin and most others, which disconnect over more. */
  public static final int MAX_ENTRIES = 50_000;

  private static final int ENTRY = 4 + Hash.LENGTH;

  /**
   * Makes entries.
   *
   * @param <E> the family's entry
   */
  @FunctionalInterface
  public interface EntryMaker<E extends InventoryEntry> {

    /**
     * Makes an entry.
     *
     * @param typeCode the number of its type
     * @param hash its hash
     * @return the entry
     */
    E make(int typeCode, Hash hash);
  }

  private final Bytes payload;
  private final int first;
  private final int size;
  private final EntryMaker<E> maker;

  private InventoryList(Bytes payload, int size, EntryMaker<E> maker) {
    this.payload = payload;
    this.size = size;
    this.first = CompactSize.size(size);
    this.maker = maker;
  }

  /**
   * Makes a list.
   *
   * @param <E> the family's entry
   * @param entries the entries, which are copied unless they are such a list already
   * @param maker makes entries
   * @return the list
   */
  public static <E extends InventoryEntry> InventoryList<E> of(
      List<E> entries, EntryMaker<E> maker) {
    if (entries instanceof InventoryList<E> list) {
      return list;
    }
    int count = entries.size();
    PayloadWriter out =
        new PayloadWriter(Math.addExact(CompactSize.size(count), Math.multiplyExact(count, ENTRY)));
    out.writeCompactSize(count);
    for (E entry : entries) {
      out.writeI32(entry.typeCode());
      out.writeHash(entry.hash());
    }
    return new InventoryList<>(out.finish(), count, maker);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public E get(int index) {
    return maker.make(typeCode(index), hash(index));
  }

  /**
   * Returns the type of an entry.
   *
   * @param index which
   * @return the number of the type
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  public int typeCode(int index) {
    int at = entry(index);
    byte[] array = payload.array();
    return (array[at] & 0xff)
        | (array[at + 1] & 0xff) << 8
        | (array[at + 2] & 0xff) << 16
        | array[at + 3] << 24;
  }

  /**
   * Returns the hash of an entry.
   *
   * @param index which
   * @return the hash
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  public Hash hash(int index) {
    return Hash.read(payload.array(), entry(index) + 4);
  }

  private int entry(int index) {
    return payload.offset() + first + Objects.checkIndex(index, size) * ENTRY;
  }

  /**
   * Compares two lists by their bytes, which is faster than by their entries.
   *
   * @param other the other list
   * @return whether they have the same entries in the same order
   */
  public boolean sameBytes(InventoryList<E> other) {
    return payload.equals(other.payload);
  }

  /**
   * Returns a hash code that goes with {@link #sameBytes}.
   *
   * @return the hash code of the bytes
   */
  public int bytesHash() {
    return payload.hashCode();
  }

  /**
   * Describes a message with this list in one line.
   *
   * @param command the message
   * @return the command, the number of entries and the first of them
   */
  public String describe(String command) {
    return switch (size) {
      case 0 -> command + ", empty";
      case 1 -> command + ", " + get(0);
      default -> command + ", " + size + " items, first " + get(0);
    };
  }

  /**
   * The codec of a message that is nothing but such a list. Too many entries are a violation when
   * read and cannot be written.
   *
   * @param <M> the message
   * @param <E> the family's entry
   * @param maker makes entries
   * @param toMessage makes a message of a list
   * @param toList gets the list of a message
   * @param maxEntries the most entries
   */
  public record Codec<M extends Message, E extends InventoryEntry>(
      EntryMaker<E> maker,
      Function<InventoryList<E>, M> toMessage,
      Function<M, InventoryList<E>> toList,
      int maxEntries)
      implements PayloadCodec<M> {

    /**
     * Makes a codec for at most {@link #MAX_ENTRIES} entries.
     *
     * @param maker makes entries
     * @param toMessage makes a message of a list
     * @param toList gets the list of a message
     */
    public Codec(
        EntryMaker<E> maker,
        Function<InventoryList<E>, M> toMessage,
        Function<M, InventoryList<E>> toList) {
      this(maker, toMessage, toList, MAX_ENTRIES);
    }

    @Override
    public M decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      int from = in.offset();
      int count = in.readCountOrViolation("inventory entries", maxEntries, ENTRY);
      in.skip(count * ENTRY, "inventory entries");
      return toMessage.apply(new InventoryList<>(in.since(from), count, maker));
    }

    @Override
    public int size(M message, WireFormat format) {
      return toList.apply(message).payload.length();
    }

    @Override
    public void encode(M message, PayloadWriter out, WireFormat format) {
      InventoryList<E> list = toList.apply(message);
      out.writeCount("inventory entries", list.size, maxEntries);
      out.writeBytes(list.payload.slice(list.first, list.size * ENTRY));
    }

    @Override
    public Bytes payload(M message, WireFormat format) {
      InventoryList<E> list = toList.apply(message);
      return list.size <= maxEntries ? list.payload : PayloadCodec.super.payload(message, format);
    }
  }
}
