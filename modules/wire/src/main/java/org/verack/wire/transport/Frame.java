package org.verack.wire.transport;

import org.jspecify.annotations.Nullable;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.PayloadException;
import org.verack.wire.UnknownMessage;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadReader;

/**
 * One message as it came out of a transport, not yet decoded.
 *
 * <p>It is valid until the transport is used again, because the payload may still be in the
 * transport's buffer.
 *
 * {@snippet :
 * byte[] received = network.encode(new Ping(7), format).frame().toArray();
 * received[EncodedMessage.HEADER_LENGTH] ^= 1; // damaged on the way
 * Frame frame = V1Transport.read(network, Bytes.wrap(received));
 *
 * assert frame.command().equals("ping") && frame.wireSize() == 32;
 * assert frame.fault().fault() == WireFault.BAD_CHECKSUM; // decode would throw this
 * assert frame.raw().payload().toHex().equals("0600000000000000"); // still to be looked at
 * }
 */
public final class Frame {

  private final String command;
  private final PayloadReader payload;
  private final int wireSize;
  private final @Nullable PayloadException fault;

  Frame(String command, PayloadReader payload, int wireSize, @Nullable PayloadException fault) {
    this.command = command;
    this.payload = payload;
    this.wireSize = wireSize;
    this.fault = fault;
  }

  /**
   * Returns the command.
   *
   * @return its text; what there was of it, if {@link #fault()} says that it is none
   */
  public String command() {
    return command;
  }

  /**
   * Returns how many bytes the frame took on the wire.
   *
   * @return header and payload, and whatever else the transport adds to a message
   */
  public int wireSize() {
    return wireSize;
  }

  /**
   * Returns what is wrong with the frame around the payload: a bad checksum or command.
   *
   * @return the fault, or null if the frame is sound
   */
  public @Nullable PayloadException fault() {
    return fault;
  }

  /**
   * Decodes the payload. To be called once.
   *
   * @param messages the messages of the network
   * @param format the protocol version and witness encoding in force
   * @return the message
   * @throws PayloadException if the frame has a {@link #fault()} or the payload does not decode
   * @throws ViolationException if the payload breaks a limit that every policy punishes
   */
  public Message decode(MessageSet messages, WireFormat format)
      throws PayloadException, ViolationException {
    if (fault != null) {
      throw fault;
    }
    return messages.decode(command, payload, format);
  }

  /**
   * Takes the payload as it is, for a message that does not decode or should not be decoded.
   *
   * @return the command with all its bytes; if the command is none, it is named {@code "?"}
   */
  public UnknownMessage raw() {
    return new UnknownMessage(
        fault != null && fault.fault() == WireFault.BAD_COMMAND ? "?" : command, payload.whole());
  }
}
