package org.verack.wire.message;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.verack.wire.PayloadException;
import org.verack.wire.codec.PayloadReader;

/**
 * An immutable list of rising places in a block. They fit sixteen bits, and as objects would take
 * twenty times the single byte that each is on the wire.
 */
final class IndexList extends AbstractList<Integer> implements RandomAccess {

  // Never changed.
  private final char[] places;

  private IndexList(char[] places) {
    this.places = places;
  }

  /** Reads as many places as are said to be there. */
  static IndexList read(PayloadReader in, int count) throws PayloadException {
    char[] places = new char[count];
    int place = -1;
    for (int i = 0; i < count; i++) {
      place = BlockIndexes.read(in, place);
      places[i] = (char) place;
    }
    return new IndexList(places);
  }

  /**
   * Makes a list immutable, without copying one that is.
   *
   * @throws IllegalArgumentException if the places do not rise
   */
  static List<Integer> copyOf(List<Integer> indexes) {
    if (indexes instanceof IndexList) {
      return indexes;
    }
    List<Integer> copy = List.copyOf(indexes);
    int previous = -1;
    for (int index : copy) {
      BlockIndexes.requireRising(index, previous);
      previous = index;
    }
    return copy;
  }

  @Override
  public Integer get(int index) {
    return (int) places[Objects.checkIndex(index, places.length)];
  }

  @Override
  public int size() {
    return places.length;
  }
}
