package org.verack.wire.transport;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.FrameChecksum;

/**
 * A large payload while it arrives. In the end it is one array that belongs to the message.
 *
 * <p>That array is not allocated on the word of the remote: not before it is at most 256 KiB, or as
 * much as has already come, larger than what has come. Until then the bytes wait in pieces that all
 * connections share, because arrays of their own, outgrown one after the other, would cost as much
 * as hashing half of the payload. Nothing at all is allocated before {@link #input()} is called.
 */
@SuppressWarnings("ByteBufferBackingArray") // every buffer here is all of an array
final class GrowingPayload {

  private static final int PIECE = 256 * 1024;
  private static final SharedPieces SHARED = new SharedPieces(PIECE);

  private final int length;
  private final FrameChecksum.@Nullable Running checksum;
  private final List<byte[]> pieces = new ArrayList<>();
  private byte @Nullable [] whole;

  /** Where the next bytes go, and how many have come before its beginning. */
  private ByteBuffer target = ByteBuffer.allocate(0);

  private int before;
  private int summed;

  /** Begins; the checksum, if there is one, is computed while the bytes are still in the cache. */
  GrowingPayload(int length, FrameChecksum.@Nullable Running checksum) {
    this.length = length;
    this.checksum = checksum;
  }

  /** How many bytes the next {@link #input()} allocates. */
  int wanted() {
    if (target.hasRemaining()) {
      return 0;
    }
    return wholeIsDue() ? length : PIECE;
  }

  private boolean wholeIsDue() {
    int received = received();
    return length - received <= Math.max(PIECE, received);
  }

  /** Whether nothing has come. */
  boolean isEmpty() {
    return received() == 0;
  }

  /** Returns where the next bytes go; there is room as long as the payload is not complete. */
  ByteBuffer input() {
    if (!target.hasRemaining()) {
      sum();
      int received = received();
      if (wholeIsDue()) {
        gather(received);
      } else {
        byte[] piece = SHARED.take();
        pieces.add(piece);
        before = received;
        summed = 0;
        target = ByteBuffer.wrap(piece);
      }
    }
    return target;
  }

  private void gather(int received) {
    // A copy is not filled with zeros first.
    byte[] array = pieces.isEmpty() ? new byte[length] : Arrays.copyOf(pieces.get(0), length);
    for (int i = 1; i < pieces.size(); i++) {
      System.arraycopy(pieces.get(i), 0, array, i * PIECE, PIECE);
    }
    pieces.forEach(SHARED::giveBack);
    pieces.clear();
    whole = array;
    before = 0;
    summed = received;
    target = ByteBuffer.wrap(array).position(received);
  }

  private int received() {
    return before + target.position();
  }

  /** Adds what has come since the last time to the checksum. */
  void sum() {
    if (checksum != null) {
      checksum.update(target.array(), summed, target.position() - summed);
      summed = target.position();
    }
  }

  /** Returns the array if it is complete; after {@link #sum()} the checksum has all of it. */
  byte @Nullable [] complete() {
    return whole != null && received() == length ? whole : null;
  }

  /** Ends the checksum of a complete payload. */
  int checksum() {
    return Objects.requireNonNull(checksum, "checksum").finish();
  }

  int heldBytes() {
    return pieces.size() * PIECE + (whole == null ? 0 : whole.length);
  }
}
