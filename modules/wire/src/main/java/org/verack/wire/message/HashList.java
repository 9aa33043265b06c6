package org.verack.wire.message;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * An immutable list over hashes as they came, 32 bytes each. The objects are made when someone
 * asks, so a long list costs a peer's victim no more than its bytes.
 */
final class HashList extends AbstractList<Hash> implements RandomAccess {

  private final Bytes bytes;

  private HashList(Bytes bytes) {
    this.bytes = bytes;
  }

  /** Reads hashes of which {@link PayloadReader#readCount} has said that they are there. */
  static HashList read(PayloadReader in, int count) throws PayloadException {
    return new HashList(in.readBytes(count * Hash.LENGTH));
  }

  /** Makes a list immutable, without copying one that is. */
  static List<Hash> copyOf(List<Hash> hashes) {
    return hashes instanceof HashList ? hashes : List.copyOf(hashes);
  }

  /** Returns how many bytes a list takes with its count. */
  static int sizeOf(List<Hash> hashes) {
    return Math.addExact(
        CompactSize.size(hashes.size()), Math.multiplyExact(hashes.size(), Hash.LENGTH));
  }

  /** Writes any list of hashes without a count. */
  static void write(List<Hash> hashes, PayloadWriter out) {
    if (hashes instanceof HashList list) {
      out.writeBytes(list.bytes);
    } else {
      hashes.forEach(out::writeHash);
    }
  }

  @Override
  public Hash get(int index) {
    Objects.checkIndex(index, size());
    return Hash.read(bytes.array(), bytes.offset() + index * Hash.LENGTH);
  }

  @Override
  public int size() {
    return bytes.length() / Hash.LENGTH;
  }
}
