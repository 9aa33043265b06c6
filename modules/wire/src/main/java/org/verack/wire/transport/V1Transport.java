package org.verack.wire.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Command;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.WireFault;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.VerifiedChecksum;

/**
 * The plain transport: magic, command, length, checksum, payload. It has no handshake of its own,
 * so it is ready from the beginning.
 *
 * <p>What it keeps in memory follows the traffic. Small frames are read many at a time into one
 * buffer that grows while reads fill it and shrinks when they stay small, so that an idle
 * connection costs a quarter of a kilobyte. A payload that does not fit there is collected on its
 * own; what it takes follows the bytes that arrive, not those that are claimed, and its array in
 * the end belongs to the message. Its checksum is computed while the bytes arrive and are still in
 * the cache.
 *
 * {@snippet :
 * V1Transport transport = new V1Transport(network);
 * Bytes frame = network.encode(new Ping(7), format).frame();
 *
 * transport.input().put(frame.slice(0, 20).toBuffer()); // bytes come as they come
 * assert transport.poll() == null && transport.midFrame();
 * transport.input().put(frame.slice(20, 12).toBuffer());
 * assert transport.poll().decode(network.messages(), format).equals(new Ping(7));
 * }
 */
public final class V1Transport implements Transport {

  private final Network network;
  private final ReceiveBuffer buffer = new ReceiveBuffer();

  // The payload that does not fit the buffer, while it is being received, or null.
  private @Nullable GrowingPayload large;
  private int largeLength;
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
  }

  @Override
  public TransportKind kind() {
    return TransportKind.V1;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public int wanted() {
    return large == null ? 0 : large.wanted();
  }

  @Override
  public ByteBuffer input() {
    GrowingPayload payload = large;
    if (payload == null) {
      return buffer.input();
    }
    ByteBuffer target = payload.input();
    if (payload.isEmpty()) {
      buffer.drainTo(target, EncodedMessage.HEADER_LENGTH + largeLength);
    }
    return target;
  }

  @Override
  public @Nullable Frame poll() throws TransportException {
    if (large != null) {
      return pollLarge(large);
    }
    if (buffer.unread() < EncodedMessage.HEADER_LENGTH) {
      return null;
    }
    int length = payloadLength(network, buffer.bytes(), buffer.start());
    int frameLength = EncodedMessage.HEADER_LENGTH + length;
    if (frameLength <= buffer.unread()) {
      Frame frame = bufferedFrame(length);
      buffer.skip(frameLength);
      return frame;
    }
    if (!buffer.makeRoom(frameLength)) {
      beginLarge(length);
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
   * {@snippet :
   * // A file of frames, one behind the other.
   * Bytes file = network.encode(block, format).frame();
   * for (int at = 0; at < file.length(); ) {
   *   Frame frame = V1Transport.read(network, file.slice(at, file.length() - at));
   *   at += frame.wireSize();
   *   assert frame.decode(network.messages(), format).equals(block);
   * }
   * }
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

  private Frame bufferedFrame(int length) {
    byte[] array = buffer.array();
    int from = buffer.start() + EncodedMessage.HEADER_LENGTH;
    int sum = network.checksum().of(array, from, length);
    PayloadException fault = null;
    String command;
    try {
      command = Command.read(array, buffer.start() + 4);
      int claimed = buffer.bytes().getInt(buffer.start() + 20);
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

  private void beginLarge(int length) {
    largeFault = null;
    try {
      largeCommand = Command.read(buffer.array(), buffer.start() + 4);
    } catch (PayloadException e) {
      largeCommand = "";
      largeFault = e;
    }
    largeChecksum = buffer.bytes().getInt(buffer.start() + 20);
    largeLength = length;
    large = new GrowingPayload(length, network.checksum().begin());
    buffer.skip(EncodedMessage.HEADER_LENGTH);
  }

  private @Nullable Frame pollLarge(GrowingPayload payload) {
    payload.sum();
    byte[] array = payload.complete();
    if (array == null) {
      return null;
    }
    PayloadException fault = largeFault;
    int sum = payload.checksum();
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
    return large != null || buffer.unread() > 0;
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
