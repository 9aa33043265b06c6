package org.verack.wire.message;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TransactionScanner;
import org.verack.wire.codec.PayloadReader;

/**
 * An immutable list over the checked transactions of a {@link CmpctBlock} as they came, each behind
 * its distance to the one before. The objects are made when someone asks.
 */
final class PrefilledList extends AbstractList<PrefilledTransaction> implements RandomAccess {

  private final Bytes bytes;
  // Never changed: where each transaction begins and where it ends, behind which is the next
  // distance; and the places in the block, which fit sixteen bits.
  private final int[] starts;
  private final int[] ends;
  private final char[] places;
  private final boolean read;
  private final boolean anyWitness;

  private PrefilledList(
      Bytes bytes, int[] starts, int[] ends, char[] places, boolean read, boolean anyWitness) {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
    this.places = places;
    this.read = read;
    this.anyWitness = anyWitness;
  }

  /** Reads as many transactions as are said to be there. */
  static PrefilledList read(PayloadReader in, int count, boolean witness) throws PayloadException {
    int from = in.offset();
    int[] starts = new int[count];
    int[] ends = new int[count];
    char[] places = new char[count];
    TransactionScanner scanner = new TransactionScanner();
    boolean anyWitness = false;
    int place = -1;
    for (int i = 0; i < count; i++) {
      place = BlockIndexes.read(in, place);
      places[i] = (char) place;
      starts[i] = in.offset() - from;
      anyWitness |= scanner.skip(in, witness);
      ends[i] = in.offset() - from;
    }
    return new PrefilledList(in.since(from), starts, ends, places, witness, anyWitness);
  }

  /**
   * Makes a list immutable, without copying one that is.
   *
   * @throws IllegalArgumentException if the places do not rise
   */
  static List<PrefilledTransaction> copyOf(List<PrefilledTransaction> prefilled) {
    if (prefilled instanceof PrefilledList) {
      return prefilled;
    }
    List<PrefilledTransaction> copy = List.copyOf(prefilled);
    int previous = -1;
    for (PrefilledTransaction each : copy) {
      BlockIndexes.requireRising(each.index(), previous);
      previous = each.index();
    }
    return copy;
  }

  /** Tells whether {@link #bytes()} are the distances and transactions in a format. */
  boolean writableAsIs(WireFormat format) {
    return format.witness() || !anyWitness;
  }

  Bytes bytes() {
    return bytes;
  }

  @Override
  public PrefilledTransaction get(int index) {
    int start = starts[Objects.checkIndex(index, size())];
    Bytes slice = bytes.slice(start, ends[index] - start);
    try {
      return new PrefilledTransaction(
          places[index], Transaction.read(PayloadReader.over(slice), read));
    } catch (PayloadException e) {
      throw new AssertionError("a transaction that was checked does not decode", e);
    }
  }

  @Override
  public int size() {
    return places.length;
  }
}
