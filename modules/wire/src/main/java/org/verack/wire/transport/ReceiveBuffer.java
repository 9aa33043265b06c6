package org.verack.wire.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The buffer into which small frames are read, many at a time. It grows while reads fill it and
 * shrinks when they stay small, so that an idle connection costs a quarter of a kilobyte.
 *
 * <p>Its owner alternates between {@link #input()} and looking at the unread bytes, which are those
 * from {@link #start()} on.
 */
@SuppressWarnings("ByteBufferBackingArray") // every buffer here is all of an array of its own
final class ReceiveBuffer {

  private static final int SMALLEST = 256;
  private static final int LARGEST = 64 * 1024;

  private ByteBuffer buffer = allocate(SMALLEST);
  private int start;
  private int seen;

  /** Whether the last read filled the buffer, so that there was probably more to read. */
  private boolean filled;

  /** How much the last read into the buffer brought; decides whether the buffer is too large. */
  private int lastRead = SMALLEST;

  private static ByteBuffer allocate(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns where the next bytes go; there is room for at least one. */
  ByteBuffer input() {
    noteRead();
    if (unread() == 0) {
      buffer.clear();
      start = 0;
      fitToLastRead();
    } else if (!buffer.hasRemaining()) {
      boolean grow = buffer.capacity() < LARGEST;
      moveTo(grow ? allocate(buffer.capacity() * 2) : buffer);
      filled = false;
    }
    seen = buffer.position();
    return buffer;
  }

  private void noteRead() {
    int read = buffer.position() - seen;
    if (read > 0) {
      lastRead = read;
      filled = !buffer.hasRemaining();
      seen = buffer.position();
    }
  }

  private void fitToLastRead() {
    if (filled && buffer.capacity() < LARGEST) {
      buffer = allocate(buffer.capacity() * 2);
    } else if (lastRead < buffer.capacity() / 4 && buffer.capacity() > SMALLEST) {
      buffer = allocate(Math.max(SMALLEST, Integer.highestOneBit(2 * lastRead + 1)));
    }
    filled = false;
  }

  private void moveTo(ByteBuffer target) {
    int unread = unread();
    System.arraycopy(buffer.array(), start, target.array(), 0, unread);
    buffer = target.clear().position(unread);
    start = 0;
  }

  /** How many bytes have come and were not skipped. */
  int unread() {
    return buffer.position() - start;
  }

  /** Where the first unread byte is, in {@link #bytes()} and {@link #array()}. */
  int start() {
    return start;
  }

  /** The buffer, for reading numbers at absolute places. */
  ByteBuffer bytes() {
    return buffer;
  }

  byte[] array() {
    return buffer.array();
  }

  void skip(int count) {
    start += count;
  }

  /**
   * Makes room for a frame that begins with the unread bytes and is not complete.
   *
   * @return whether the buffer is large enough for it
   */
  boolean makeRoom(int frameLength) {
    noteRead();
    if (frameLength > buffer.capacity()) {
      return false;
    }
    if (frameLength > buffer.capacity() - start) {
      moveTo(buffer);
      seen = buffer.position();
    }
    return true;
  }

  /**
   * Moves the unread bytes, the beginning of a frame for which there is no room, elsewhere.
   *
   * @param target has room for them
   * @param frameLength how long the frame is
   */
  void drainTo(ByteBuffer target, int frameLength) {
    target.put(buffer.array(), start, unread());
    // If frames of this size are the rule, let the next ones share reads; if this was the only
    // one, the next small read takes the memory back.
    int doubled = 2 * buffer.capacity();
    if (frameLength <= LARGEST && doubled <= LARGEST) {
      buffer = allocate(doubled);
    } else {
      buffer.clear();
    }
    start = 0;
    seen = 0;
    lastRead = buffer.capacity();
  }
}
