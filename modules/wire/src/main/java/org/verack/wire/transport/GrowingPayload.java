package org.verack.wire.transport;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.verack.wire.FrameChecksum;

/**
 * A large payload while it arrives. In the end it is one array that belongs to the message.
 *
 * <p>That array is not allocated on the word of the remote: not before it is at most 256 KiB, or as
 * much as has already come, larger than what has come. Until then the bytes wait in pieces that all
 * connections share, because arrays of their own, outgrown one after the other, would cost as much
 * as hashing half of the payload.
 */
@SuppressWarnings("ByteBufferBackingArray") // every buffer here is all of an array
final class GrowingPayload {

  /** How much is allocated ahead of what has come, and the size of a piece. */
  static final int AHEAD = 256 * 1024;

  private static final int SHARED_PIECES = 8;
  private static final AtomicReferenceArray<byte[]> POOL =
      new AtomicReferenceArray<>(SHARED_PIECES);

  private final int length;
  private final FrameChecksum.Running checksum;
  private final List<byte[]> pieces = new ArrayList<>();
  private byte @Nullable [] whole;

  /** Where the next bytes go, and how many have come before its beginning. */
  private ByteBuffer target;

  private int before;
  private int summed;

  GrowingPayload(
      int length, byte[] beginning, int offset, int available, FrameChecksum.Running checksum) {
    this.length = length;
    this.checksum = checksum;
    target = next(0);
    target.put(beginning, offset, available);
  }

  /** Returns where the next bytes go; there is room as long as the payload is not complete. */
  ByteBuffer input() {
    if (!target.hasRemaining()) {
      sum();
      int received = received();
      before = received;
      summed = 0;
      target = next(received);
    }
    return target;
  }

  private ByteBuffer next(int received) {
    if (length - received > Math.max(AHEAD, received)) {
      byte[] piece = takePiece();
      pieces.add(piece);
      return ByteBuffer.wrap(piece);
    }
    byte[] array = new byte[length];
    for (int i = 0; i < pieces.size(); i++) {
      System.arraycopy(pieces.get(i), 0, array, i * AHEAD, AHEAD);
      giveBack(pieces.get(i));
    }
    pieces.clear();
    whole = array;
    before = 0;
    summed = received;
    return ByteBuffer.wrap(array).position(received);
  }

  private static byte[] takePiece() {
    for (int i = 0; i < SHARED_PIECES; i++) {
      byte[] shared = POOL.getAndSet(i, null);
      if (shared != null) {
        return shared;
      }
    }
    return new byte[AHEAD];
  }

  private static void giveBack(byte[] piece) {
    for (int i = 0; i < SHARED_PIECES; i++) {
      if (POOL.compareAndSet(i, null, piece)) {
        return;
      }
    }
  }

  private int received() {
    return before + target.position();
  }

  /** Adds what has come since the last time to the checksum, while it is still in the cache. */
  void sum() {
    checksum.update(target.array(), summed, target.position() - summed);
    summed = target.position();
  }

  /** Returns the array if it is complete; the checksum then has all of it. */
  byte @Nullable [] complete() {
    return whole != null && received() == length ? whole : null;
  }

  int heldBytes() {
    return pieces.size() * AHEAD + (whole == null ? 0 : whole.length);
  }
}
