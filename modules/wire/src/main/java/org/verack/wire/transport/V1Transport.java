package org.verack.wire.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Command;
import org.verack.wire.EncodedMessage;
import org.verack.wire.FrameChecksum;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.WireFault;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.VerifiedChecksum;

/**
 * The plain transport: magic, command, length, checksum, payload.
 *
 * <p>What it keeps in memory follows the traffic. Small frames are read many at a time into one
 * buffer that grows while reads fill it and shrinks when they stay small, so that an idle
 * connection costs half a kilobyte. A payload that does not fit there is collected on its own; what
 * it takes follows the bytes that arrive, not those that are claimed, and its array in the end
 * belongs to the message. Its checksum is computed while the bytes arrive and are still in the
 * cache.
 */
@SuppressWarnings("ByteBufferBackingArray") // every buffer here is all of an array of its own
public final class V1Transport implements Transport {

  private static final int SMALLEST_BUFFER = 512;
  private static final int LARGEST_BUFFER = 64 * 1024;

  private final Network network;
  private final FrameChecksum.Running checksum;

  // The buffer of small frames; unread are the bytes from start to the position of its view.
  private ByteBuffer buffer = ByteBuffer.allocate(SMALLEST_BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private int start;
  private int seen;

  /** Whether the last read filled the buffer, so that there was probably more to read. */
  private boolean filled;

  /** How much the last read into the buffer brought; decides whether the buffer is too large. */
  private int lastRead = SMALLEST_BUFFER;

  // The payload that does not fit the buffer, while it is being received, or null.
  private @Nullable GrowingPayload large;
  private String largeCommand = "";
  private @Nullable PayloadException largeFault;
  private int largeChecksum;

  /**
   * Creates the state of a fresh connection.
   *
   * @param network whose magic, checksum and limits hold
   */
  public V1Transport(Network network) {
    this.network = network;
    this.checksum = network.checksum().begin();
  }

  @Override
  public ByteBuffer input() {
    GrowingPayload payload = large;
    if (payload != null) {
      return payload.input();
    }
    if (start == buffer.position()) {
      buffer.clear();
      start = 0;
      fitToLastRead();
    } else if (!buffer.hasRemaining()) {
      compactOrGrow();
    }
    seen = buffer.position();
    return buffer;
  }

  private void fitToLastRead() {
    if (filled && buffer.capacity() < LARGEST_BUFFER) {
      buffer = allocate(buffer.capacity() * 2);
    } else if (lastRead < buffer.capacity() / 4 && buffer.capacity() > SMALLEST_BUFFER) {
      buffer = allocate(Math.max(SMALLEST_BUFFER, Integer.highestOneBit(2 * lastRead + 1)));
    }
    filled = false;
  }

  private void compactOrGrow() {
    int unread = buffer.position() - start;
    boolean grow = buffer.capacity() < LARGEST_BUFFER;
    buffer = moved(unread, grow ? allocate(buffer.capacity() * 2) : buffer);
    start = 0;
    filled = false;
  }

  private ByteBuffer moved(int unread, ByteBuffer target) {
    System.arraycopy(buffer.array(), start, target.array(), 0, unread);
    return target.clear().position(unread);
  }

  private static ByteBuffer allocate(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public @Nullable Frame poll() throws TransportException {
    if (large != null) {
      return pollLarge(large);
    }
    noteReadSize();
    int unread = buffer.position() - start;
    if (unread < EncodedMessage.HEADER_LENGTH) {
      return null;
    }
    int length = payloadLength(network, buffer, start);
    int frameLength = EncodedMessage.HEADER_LENGTH + length;
    if (frameLength <= unread) {
      Frame frame = bufferedFrame(length);
      start += frameLength;
      return frame;
    }
    if (frameLength > buffer.capacity()) {
      beginLarge(length, unread - EncodedMessage.HEADER_LENGTH);
      return null;
    }
    if (frameLength > buffer.capacity() - start) {
      buffer = moved(unread, buffer);
      start = 0;
    }
    return null;
  }

  /** Checks the magic and the length of the frame header at a place; returns the length. */
  private static int payloadLength(Network network, ByteBuffer from, int at)
      throws TransportException {
    if (from.getInt(at) != network.magic()) {
      byte[] magic = new byte[4];
      from.get(at, magic);
      throw new TransportException(
          WireFault.WRONG_NETWORK,
          "magic " + HexFormat.of().formatHex(magic) + " is not that of " + network.name(),
          0);
    }
    int length = from.getInt(at + 16);
    if (Integer.compareUnsigned(length, network.maxPayload()) > 0) {
      throw new TransportException(
          WireFault.OVERSIZED_FRAME,
          "payload of "
              + Integer.toUnsignedString(length)
              + " bytes, limit "
              + network.maxPayload(),
          16);
    }
    return length;
  }

  /**
   * Reads a frame that is all there, such as one out of a file. Its message shares the memory.
   *
   * @param network whose magic, checksum and limits hold
   * @param bytes begins with the frame; more may follow, see {@link Frame#wireSize()}
   * @return the frame, which stays valid
   * @throws TransportException if the frame is of another network or claims too much
   * @throws PayloadException with {@link WireFault#TRUNCATED} if the bytes end within the frame
   */
  public static Frame read(Network network, Bytes bytes)
      throws TransportException, PayloadException {
    PayloadReader header = PayloadReader.over(bytes);
    header.skip(EncodedMessage.HEADER_LENGTH, "header");
    ByteBuffer fields = bytes.toBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int length = payloadLength(network, fields, 0);
    String command = "";
    PayloadException fault = null;
    try {
      command = Command.read(bytes.array(), bytes.offset() + 4);
    } catch (PayloadException e) {
      fault = e;
    }
    if (length > header.remaining()) {
      header.require(length, command.isEmpty() ? "payload" : "payload of " + command);
    }
    Bytes payload = header.readBytes(length);
    int sum = network.checksum().of(payload.array(), payload.offset(), length);
    int claimed = fields.getInt(20);
    if (sum != claimed && fault == null) {
      fault = badChecksum(command, claimed, sum);
    }
    VerifiedChecksum verified = new VerifiedChecksum(network.checksum(), sum);
    return new Frame(
        command,
        PayloadReader.over(payload).withChecksum(verified),
        EncodedMessage.HEADER_LENGTH + length,
        fault);
  }

  private void noteReadSize() {
    int read = buffer.position() - seen;
    if (read > 0) {
      lastRead = read;
      filled = !buffer.hasRemaining();
      seen = buffer.position();
    }
  }

  private Frame bufferedFrame(int length) {
    byte[] array = buffer.array();
    int from = start + EncodedMessage.HEADER_LENGTH;
    checksum.update(array, from, length);
    int sum = checksum.finish();
    PayloadException fault = null;
    String command;
    try {
      command = Command.read(array, start + 4);
      int claimed = buffer.getInt(start + 20);
      if (sum != claimed) {
        fault = badChecksum(command, claimed, sum);
      }
    } catch (PayloadException e) {
      command = "";
      fault = e;
    }
    return new Frame(
        command,
        PayloadReader.borrowing(array, from, length).withChecksum(verified(sum)),
        EncodedMessage.HEADER_LENGTH + length,
        fault);
  }

  private VerifiedChecksum verified(int sum) {
    return new VerifiedChecksum(network.checksum(), sum);
  }

  private static PayloadException badChecksum(String command, int claimed, int sum) {
    return new PayloadException(
        WireFault.BAD_CHECKSUM,
        "the checksum of "
            + command
            + " is "
            + checksumDigits(claimed)
            + ", its payload's is "
            + checksumDigits(sum),
        20);
  }

  /** The bytes of a checksum in their order on the wire. */
  private static String checksumDigits(int checksum) {
    return HexFormat.of().toHexDigits(Integer.reverseBytes(checksum));
  }

  private void beginLarge(int length, int available) {
    largeFault = null;
    try {
      largeCommand = Command.read(buffer.array(), start + 4);
    } catch (PayloadException e) {
      largeCommand = "";
      largeFault = e;
    }
    largeChecksum = buffer.getInt(start + 20);
    large =
        new GrowingPayload(
            length, buffer.array(), start + EncodedMessage.HEADER_LENGTH, available, checksum);
    // If frames of this size are the rule, let the next ones share reads; if this was the only
    // one, the next small read takes the memory back.
    int doubled = 2 * buffer.capacity();
    if (EncodedMessage.HEADER_LENGTH + length <= LARGEST_BUFFER && doubled <= LARGEST_BUFFER) {
      buffer = allocate(doubled);
    } else {
      buffer.clear();
    }
    start = 0;
    seen = 0;
    lastRead = buffer.capacity();
  }

  private @Nullable Frame pollLarge(GrowingPayload payload) {
    payload.sum();
    byte[] array = payload.complete();
    if (array == null) {
      return null;
    }
    PayloadException fault = largeFault;
    int sum = checksum.finish();
    if (sum != largeChecksum && fault == null) {
      fault = badChecksum(largeCommand, largeChecksum, sum);
    }
    large = null;
    return new Frame(
        largeCommand,
        PayloadReader.over(Bytes.wrap(array)).withChecksum(verified(sum)),
        EncodedMessage.HEADER_LENGTH + array.length,
        fault);
  }

  @Override
  public int heldBytes() {
    return large == null ? 0 : large.heldBytes();
  }

  @Override
  public boolean midFrame() {
    return large != null || buffer.position() > start;
  }

  @Override
  public int write(EncodedMessage message, WireSink sink) throws IOException {
    Bytes header = message.header();
    sink.write(header.array(), header.offset(), header.length());
    Bytes payload = message.payload();
    if (!payload.isEmpty()) {
      sink.write(payload.array(), payload.offset(), payload.length());
    }
    return message.frameLength();
  }
}
