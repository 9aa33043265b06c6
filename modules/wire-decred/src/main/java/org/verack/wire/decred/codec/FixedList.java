package org.verack.wire.decred.codec;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/** An immutable list over pieces of one length as they came. Pieces are made when someone asks. */
public final class FixedList extends AbstractList<Bytes> implements RandomAccess {

  private final Bytes bytes;
  private final int width;
  private final int size;

  private FixedList(Bytes bytes, int width, int size) {
    this.bytes = bytes;
    this.width = width;
    this.size = size;
  }

  /** Reads so many pieces, of which the caller knows that they are there. */
  public static List<Bytes> read(PayloadReader in, int width, int count) throws PayloadException {
    return new FixedList(in.readBytes(count * width), width, count);
  }

  /** Makes a list immutable, without copying one that is. */
  public static List<Bytes> copyOf(String what, List<Bytes> pieces, int width) {
    if (pieces instanceof FixedList list && list.width == width) {
      return pieces;
    }
    pieces.forEach(piece -> Limits.requireLength(what, piece, width));
    return List.copyOf(pieces);
  }

  /** Writes a list out of {@link #copyOf}. */
  public static void write(List<Bytes> pieces, PayloadWriter out) {
    if (pieces instanceof FixedList list) {
      out.writeBytes(list.bytes);
    } else {
      pieces.forEach(out::writeBytes);
    }
  }

  @Override
  public Bytes get(int index) {
    return bytes.slice(Objects.checkIndex(index, size) * width, width);
  }

  @Override
  public int size() {
    return size;
  }
}
