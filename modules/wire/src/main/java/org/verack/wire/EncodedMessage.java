package org.verack.wire;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.verack.wire.codec.VerifiedChecksum;

/**
 * A message as the bytes that go on the wire, encoded once for any number of peers.
 *
 * <p>Encoding and, for v1 peers, the checksum are the cost of sending; a block that goes to a
 * hundred peers should pay it once. The bytes fit every peer of the same network whose {@link
 * WireFormat} is the same; for a peer with another format the message is encoded again, and the
 * checksum computed again only if its bytes are others there.
 *
 * <p>Immutable and safe for use from any thread. The frame header is made when it is first asked
 * for.
 *
 * {@snippet :
 * EncodedMessage encoded = network.encode(block, format); // once, for all peers
 * peer.send(encoded);
 *
 * assert encoded.payload().array() == block.bytes().array(); // a block is not even copied
 * assert encoded.frameLength() == EncodedMessage.HEADER_LENGTH + block.size();
 * }
 */
public final class EncodedMessage {

  /** The length of a v1 frame header. */
  public static final int HEADER_LENGTH = 24;

  /** From this length on a header is made once, whoever asks at the same time. */
  private static final int LARGE = 16 * 1024;

  private final Network network;
  private final Message message;
  private final WireFormat format;
  private final Bytes payload;

  /** A small message's is made at most a few times under a race, always the same. */
  private volatile byte @Nullable [] header;

  private EncodedMessage(Network network, Message message, WireFormat format, Bytes payload) {
    this.network = network;
    this.message = message;
    this.format = format;
    this.payload = payload;
  }

  /**
   * Encodes a message.
   *
   * @param network whose codecs, magic and checksum to use
   * @param message the message
   * @param format the protocol version and witness encoding
   * @return the encoded message
   * @throws EncodeException if the message cannot be written in this format
   */
  public static EncodedMessage of(Network network, Message message, WireFormat format) {
    Objects.requireNonNull(format, "format");
    Command.require(message.command());
    Bytes payload = network.messages().encode(message, format);
    if (payload.length() > network.maxPayload()) {
      throw new EncodeException(
          WireFault.TOO_LONG,
          message.command()
              + " of "
              + payload.length()
              + " bytes, limit "
              + network.maxPayload()
              + " on "
              + network.name());
    }
    return new EncodedMessage(network, message, format, payload);
  }

  /**
   * Returns the network that the bytes are for.
   *
   * @return the network
   */
  public Network network() {
    return network;
  }

  /**
   * Returns what was encoded.
   *
   * @return the message
   */
  public Message message() {
    return message;
  }

  /**
   * Returns how it was encoded.
   *
   * @return the format
   */
  public WireFormat format() {
    return format;
  }

  /**
   * Returns the payload.
   *
   * @return the bytes after the frame header
   */
  public Bytes payload() {
    return payload;
  }

  /**
   * Returns the length of the whole v1 frame.
   *
   * @return header and payload, in bytes
   */
  public int frameLength() {
    return HEADER_LENGTH + payload.length();
  }

  /**
   * Returns the v1 frame header: magic, command, length, checksum.
   *
   * @return 24 bytes
   */
  public Bytes header() {
    byte[] made = header;
    if (made == null) {
      made = payload.length() < LARGE ? makeHeader() : makeHeaderOnce();
    }
    return Bytes.wrap(made);
  }

  /** A monitor costs no memory, and who waits here waits for less than its own hashing. */
  private synchronized byte[] makeHeaderOnce() {
    byte[] made = header;
    return made != null ? made : makeHeader();
  }

  private byte[] makeHeader() {
    byte[] made = new byte[HEADER_LENGTH];
    LittleEndian.putInt(made, 0, network.magic());
    Command.write(message.command(), made, 4);
    LittleEndian.putInt(made, 16, payload.length());
    LittleEndian.putInt(made, 20, checksum());
    header = made;
    return made;
  }

  private int checksum() {
    VerifiedChecksum known = network.messages().knownChecksum(message, format);
    return known != null && known.function().equals(network.checksum())
        ? known.value()
        : network.checksum().of(payload.array(), payload.offset(), payload.length());
  }

  /**
   * Returns the whole v1 frame as one piece, for tests and for display.
   *
   * @return a copy of header and payload
   */
  public Bytes frame() {
    byte[] frame = new byte[frameLength()];
    header().copyTo(frame, 0);
    payload.copyTo(frame, HEADER_LENGTH);
    return Bytes.wrap(frame);
  }

  @Override
  public String toString() {
    return message.command() + ", " + payload.length() + " bytes for " + network.name();
  }
}
