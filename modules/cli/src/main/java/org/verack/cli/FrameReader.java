package org.verack.cli;

import java.nio.ByteOrder;
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
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

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

  /**
   * Finds the network with whose magic some bytes begin. Of several it is the first whose frames
   * have such a checksum.
   */
  static Optional<Network> networkOf(Bytes bytes, List<Network> networks) {
    if (bytes.length() < MAGIC_LENGTH) {
      return Optional.empty();
    }
    int magic = bytes.toBuffer().order(ByteOrder.LITTLE_ENDIAN).getInt();
    List<Network> same = networks.stream().filter(each -> each.magic() == magic).toList();
    return same.stream()
        .filter(each -> same.size() > 1 && isFrame(each, bytes))
        .findFirst()
        .or(() -> same.stream().findFirst());
  }

  private static boolean isFrame(Network network, Bytes bytes) {
    try {
      return V1Transport.read(network, bytes).fault() == null;
    } catch (WireException e) {
      return false;
    }
  }

  /** Tells whether bytes look like a frame, of whichever network: a command stands in its place. */
  static boolean looksFramed(Bytes bytes) {
    if (bytes.length() < EncodedMessage.HEADER_LENGTH) {
      return false;
    }
    try {
      String command = Command.read(bytes.array(), bytes.offset() + MAGIC_LENGTH);
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
    Frame frame = frame(network, rest);
    try {
      Message message = frame.decode(network.messages(), format.on(network));
      offset += frame.wireSize();
      int payloadLength = frame.wireSize() - EncodedMessage.HEADER_LENGTH;
      return new Framed(network, from, payloadLength, message);
    } catch (WireException e) {
      throw fault(frame.command() + ": " + e.getMessage() + place(e));
    }
  }

  private Frame frame(Network network, Bytes rest) throws CommandFailure {
    try {
      Frame frame = V1Transport.read(network, rest);
      PayloadException broken = frame.fault();
      if (broken != null) {
        throw broken;
      }
      return frame;
    } catch (WireException e) {
      throw fault(e.getMessage() + (e.offset() < 0 ? "" : " of the frame"));
    }
  }

  /** The place of a fault within a payload, in the input. */
  private String place(WireException e) {
    int at = offset + EncodedMessage.HEADER_LENGTH + e.offset();
    return e.offset() < 0 ? "" : " of the payload, byte " + at + " of the input";
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

  private CommandFailure fault(String what) {
    return new CommandFailure("frame at byte " + Units.count(offset) + ": " + what);
  }
}
