package org.verack.wire.decred.codec;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * An immutable list over short pieces as they came, each with a length of one byte before it.
 * Pieces are made when someone asks; where they are is remembered for one in {@value #STEP}, so
 * that half a million empty ones cost little more than their bytes.
 */
public final class ShortBytesList extends AbstractList<Bytes> implements RandomAccess {

  private static final int STEP = 32;

  private final Bytes bytes;
  private final int[] starts;
  private final int size;

  private ShortBytesList(Bytes bytes, int[] starts, int size) {
    this.bytes = bytes;
    this.starts = starts;
    this.size = size;
  }

  /** Reads so many pieces of at most so many bytes, fewer than 128. */
  public static List<Bytes> read(PayloadReader in, String what, int limit, int count)
      throws PayloadException {
    int from = in.offset();
    int[] starts = new int[(count + STEP - 1) / STEP];
    for (int i = 0; i < count; i++) {
      if (i % STEP == 0) {
        starts[i / STEP] = in.offset() - from;
      }
      in.skipVarBytes(what, limit);
    }
    return new ShortBytesList(in.since(from), starts, count);
  }

  /** Makes a list immutable, without copying one that is. */
  public static List<Bytes> copyOf(List<Bytes> pieces) {
    return pieces instanceof ShortBytesList ? pieces : List.copyOf(pieces);
  }

  /** Returns how many bytes the pieces take with their lengths. */
  public static int sizeOf(List<Bytes> pieces) {
    if (pieces instanceof ShortBytesList list) {
      return list.bytes.length();
    }
    int size = 0;
    for (Bytes piece : pieces) {
      size = Math.addExact(size, 1 + piece.length());
    }
    return size;
  }

  /** Writes a list out of {@link #copyOf}. */
  public static void write(String what, List<Bytes> pieces, int limit, PayloadWriter out) {
    if (pieces instanceof ShortBytesList list) {
      out.writeBytes(list.bytes);
    } else {
      pieces.forEach(piece -> out.writeVarBytes(what, piece, limit));
    }
  }

  @Override
  public Bytes get(int index) {
    int at = starts[Objects.checkIndex(index, size) / STEP];
    for (int i = index % STEP; i > 0; i--) {
      at += 1 + bytes.get(at);
    }
    return bytes.slice(at + 1, bytes.get(at));
  }

  @Override
  public int size() {
    return size;
  }
}
