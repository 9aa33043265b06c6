package org.verack.cli;

import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Command;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;

/**
 * Takes the frames of a recorded stream apart, one after the other, and says where one is broken.
 */
final class FrameReader {

  /**
   * A frame.
   *
   * @param network whose magic it begins with
   * @param offset where it begins in the input
   * @param payloadLength in bytes
   * @param message what it carries
   */
  record Framed(Network network, int offset, int payloadLength, Message message) {}

  /** How the payloads are read. */
  @FunctionalInterface
  interface Format {

    /** Returns the protocol version and witness encoding for a network. */
    WireFormat on(Network network);
  }

  private static final int MAGIC_LENGTH = 4;
  private static final int LENGTH_AT = 16;
  private static final int CHECKSUM_AT = 20;

  private final Bytes input;
  private final List<Network> networks;
  private final @Nullable Network expected;
  private final Format format;
  private int offset;

  /**
   * Begins at the first byte.
   *
   * @param networks the networks whose frames are known
   * @param expected the network whose frames these have to be, or null for any
   */
  FrameReader(Bytes input, List<Network> networks, @Nullable Network expected, Format format) {
    this.input = input;
    this.networks = networks;
    this.expected = expected;
    this.format = format;
  }

  /** Finds the network with whose magic some bytes begin. */
  static Optional<Network> networkOf(Bytes bytes, List<Network> networks) {
    return bytes.length() < MAGIC_LENGTH
        ? Optional.empty()
        : networks.stream().filter(each -> each.magic() == int32(bytes, 0)).findFirst();
  }

  /** Tells whether bytes look like a frame, of whichever network: a command stands in its place. */
  static boolean looksFramed(Bytes bytes) {
    if (bytes.length() < EncodedMessage.HEADER_LENGTH) {
      return false;
    }
    try {
      String command = Command.read(bytes.toArray(), MAGIC_LENGTH);
      return command.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    } catch (PayloadException e) {
      return false;
    }
  }

  /** Tells whether there is another frame, or what should be one. */
  boolean hasNext() {
    return offset < input.length();
  }

  /** Reads the next frame. */
  Framed next() throws CommandFailure {
    int from = offset;
    Bytes rest = input.slice(from, input.length() - from);
    Network network = network(rest);
    if (rest.length() < EncodedMessage.HEADER_LENGTH) {
      throw fault(
          "its header has " + rest.length() + " of " + EncodedMessage.HEADER_LENGTH + " bytes");
    }
    String command = command(rest);
    int length = length(rest, network, command);
    Bytes payload = rest.slice(EncodedMessage.HEADER_LENGTH, length);
    checkSum(rest, payload, network, command);
    try {
      Message message = network.messages().decode(command, payload, format.on(network));
      offset += EncodedMessage.HEADER_LENGTH + length;
      return new Framed(network, from, length, message);
    } catch (WireException e) {
      throw fault(command + ": " + located(e, from + EncodedMessage.HEADER_LENGTH));
    }
  }

  /** A fault within a payload, with its place in the input. */
  static String located(WireException e, int payloadAt) {
    String text = String.valueOf(e.getMessage());
    return e.offset() < 0 || payloadAt == 0
        ? text
        : text + " of the payload, byte " + (payloadAt + e.offset()) + " of the input";
  }

  private Network network(Bytes rest) throws CommandFailure {
    Network expectedHere = expected;
    Network found = networkOf(rest, networks).orElse(null);
    if (expectedHere != null && (found == null || found.magic() != expectedHere.magic())) {
      String whose = found == null ? "no known network's" : found.name() + "'s";
      throw fault(magic(rest) + " is " + whose + " magic, not " + expectedHere.name() + "'s");
    }
    if (found == null) {
      throw fault("it begins with " + magic(rest) + ", which is no known network's magic");
    }
    return expectedHere == null ? found : expectedHere;
  }

  private static String magic(Bytes rest) {
    return rest.slice(0, Math.min(MAGIC_LENGTH, rest.length())).toHex();
  }

  private String command(Bytes rest) throws CommandFailure {
    try {
      return Command.read(rest.slice(0, EncodedMessage.HEADER_LENGTH).toArray(), MAGIC_LENGTH);
    } catch (PayloadException e) {
      throw fault(e.getMessage() + " of the frame");
    }
  }

  private int length(Bytes rest, Network network, String command) throws CommandFailure {
    long length = Integer.toUnsignedLong(int32(rest, LENGTH_AT));
    if (length > network.maxPayload()) {
      throw fault(
          command
              + " claims "
              + Units.count(length)
              + " bytes, limit "
              + Units.count(network.maxPayload()));
    }
    int there = rest.length() - EncodedMessage.HEADER_LENGTH;
    if (length > there) {
      throw fault(
          "the payload of "
              + command
              + " has "
              + Units.count(there)
              + " of "
              + Units.count(length)
              + " bytes");
    }
    return (int) length;
  }

  private void checkSum(Bytes rest, Bytes payload, Network network, String command)
      throws CommandFailure {
    int claimed = int32(rest, CHECKSUM_AT);
    int sum = network.checksum().of(payload.array(), payload.offset(), payload.length());
    if (claimed != sum) {
      String there = HexFormat.of().toHexDigits(Integer.reverseBytes(claimed));
      String right = HexFormat.of().toHexDigits(Integer.reverseBytes(sum));
      throw fault("the checksum of " + command + " is " + there + ", its payload's is " + right);
    }
  }

  private CommandFailure fault(String what) {
    return new CommandFailure("frame at byte " + Units.count(offset) + ": " + what);
  }

  private static int int32(Bytes bytes, int at) {
    return bytes.slice(at, Integer.BYTES).toBuffer().order(ByteOrder.LITTLE_ENDIAN).getInt();
  }
}
