package org.verack.wire.message;

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
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * The payload of {@code inv}, {@code getdata} and {@code notfound}, as the list that it is: an
 * immutable view over the bytes, a count and 36 bytes for each entry. Objects for entries are made
 * when someone asks for them.
 */
final class InventoryList extends AbstractList<InventoryVector> implements RandomAccess {

  /** The most entries of a message; Bitcoin Core disconnects over more. */
  static final int MAX_ENTRIES = 50_000;

  private static final int ENTRY = 4 + Hash.LENGTH;

  private final Bytes payload;
  private final int first;
  private final int size;

  private InventoryList(Bytes payload, int size) {
    this.payload = payload;
    this.size = size;
    this.first = CompactSize.size(size);
  }

  static InventoryList of(List<InventoryVector> entries) {
    if (entries instanceof InventoryList list) {
      return list;
    }
    int count = entries.size();
    PayloadWriter out =
        new PayloadWriter(Math.addExact(CompactSize.size(count), Math.multiplyExact(count, ENTRY)));
    out.writeCompactSize(count);
    for (InventoryVector entry : entries) {
      out.writeI32(entry.typeCode());
      out.writeHash(entry.hash());
    }
    return new InventoryList(out.finish(), count);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public InventoryVector get(int index) {
    return new InventoryVector(typeCode(index), hash(index));
  }

  int typeCode(int index) {
    int at = entry(index);
    byte[] array = payload.array();
    return (array[at] & 0xff)
        | (array[at + 1] & 0xff) << 8
        | (array[at + 2] & 0xff) << 16
        | array[at + 3] << 24;
  }

  Hash hash(int index) {
    return Hash.read(payload.array(), entry(index) + 4);
  }

  private int entry(int index) {
    return payload.offset() + first + Objects.checkIndex(index, size) * ENTRY;
  }

  boolean sameBytes(InventoryList other) {
    return payload.equals(other.payload);
  }

  int bytesHash() {
    return payload.hashCode();
  }

  String describe(String command) {
    return switch (size) {
      case 0 -> command + ", empty";
      case 1 -> command + ", " + get(0);
      default -> command + ", " + size + " items, first " + get(0);
    };
  }

  /** The codec of all three messages. */
  record Codec<M extends Message>(
      Function<InventoryList, M> toMessage, Function<M, InventoryList> toList)
      implements PayloadCodec<M> {

    @Override
    public M decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      int from = in.offset();
      int count = in.readCountOrViolation("inventory entries", MAX_ENTRIES, ENTRY);
      in.skip(count * ENTRY, "inventory entries");
      return toMessage.apply(new InventoryList(in.since(from), count));
    }

    @Override
    public int size(M message, WireFormat format) {
      return toList.apply(message).payload.length();
    }

    @Override
    public void encode(M message, PayloadWriter out, WireFormat format) {
      InventoryList list = toList.apply(message);
      out.writeCount("inventory entries", list.size, MAX_ENTRIES);
      out.writeBytes(list.payload.slice(list.first, list.size * ENTRY));
    }

    @Override
    public Bytes payload(M message, WireFormat format) {
      InventoryList list = toList.apply(message);
      return list.size <= MAX_ENTRIES ? list.payload : PayloadCodec.super.payload(message, format);
    }
  }
}
