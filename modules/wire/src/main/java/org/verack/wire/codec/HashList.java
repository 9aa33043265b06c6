package org.verack.wire.codec;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;

/**
 * An immutable list over hashes as they came, 32 bytes each. The objects are made when someone
 * asks, so a long list costs a peer's victim no more than its bytes.
 *
 * {@snippet :
 * PayloadWriter out = new PayloadWriter(HashList.sizeOf(hashes));
 * out.writeCompactSize(hashes.size());
 * HashList.write(hashes, out);
 *
 * PayloadReader in = PayloadReader.over(out.finish());
 * int count = in.readCount("hashes", 1000, Hash.LENGTH); // before anything is allocated
 * assert HashList.read(in, count).equals(hashes);
 * }
 */
public final class HashList extends AbstractList<Hash> implements RandomAccess {

  private final Bytes bytes;

  private HashList(Bytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads hashes.
   *
   * @param in at the first of them; afterwards behind the last
   * @param count how many, as {@link PayloadReader#readCount} has found that they are there
   * @return the list
   * @throws PayloadException if fewer bytes remain
   */
  public static HashList read(PayloadReader in, int count) throws PayloadException {
    return new HashList(in.readBytes(count * Hash.LENGTH));
  }

  /**
   * Makes a list immutable, without copying one that is a view.
   *
   * @param hashes any list without null
   * @return the same hashes
   */
  public static List<Hash> copyOf(List<Hash> hashes) {
    return hashes instanceof HashList ? hashes : List.copyOf(hashes);
  }

  /**
   * Returns how many bytes a list takes with its count.
   *
   * @param hashes any list
   * @return the size of the count and of the hashes
   * @throws ArithmeticException if that is no int
   */
  public static int sizeOf(List<Hash> hashes) {
    return Math.addExact(
        CompactSize.size(hashes.size()), Math.multiplyExact(hashes.size(), Hash.LENGTH));
  }

  /**
   * Writes any list of hashes, without a count.
   *
   * @param hashes the hashes
   * @param out where to
   */
  public static void write(List<Hash> hashes, PayloadWriter out) {
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
