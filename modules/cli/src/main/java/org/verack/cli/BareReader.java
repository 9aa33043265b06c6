package org.verack.cli;

import java.util.Optional;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.WireException;
import org.verack.wire.WireFormat;

/**
 * Reads a message that stands without a frame: of a given kind, or of one that is found by trying.
 */
final class BareReader {

  private BareReader() {}

  /** Reads a message whose command is known. */
  static Message read(String command, Bytes payload, Network network, WireFormat format)
      throws CommandFailure {
    if (network.messages().find(command).isEmpty()) {
      throw new CommandFailure(
          "no message '"
              + command
              + "' on "
              + network.name()
              + ", known are "
              + network.messages());
    }
    try {
      return network.messages().decode(command, payload, format);
    } catch (WireException e) {
      throw new CommandFailure(command + ": " + e.getMessage());
    }
  }

  /**
   * Finds out what bytes are.
   *
   * @return a header, a block or a transaction
   * @throws CommandFailure if they are none of these; says what is wrong with what fits best
   */
  static Object guess(Bytes bytes, Network network, WireFormat format) throws CommandFailure {
    Optional<Object> header = Family.of(network).header(bytes);
    if (header.isPresent()) {
      return header.get();
    }
    try {
      return network.messages().decode("block", bytes, format);
    } catch (WireException asBlock) {
      try {
        return network.messages().decode("tx", bytes, format);
      } catch (WireException asTransaction) {
        throw neither(bytes, asBlock, asTransaction);
      }
    }
  }

  /** The reading that got further is the one that was meant. */
  private static CommandFailure neither(
      Bytes bytes, WireException asBlock, WireException asTransaction) {
    if (FrameReader.looksFramed(bytes)) {
      return new CommandFailure(
          "frame at byte 0: it begins with "
              + bytes.slice(0, 4).toHex()
              + ", which is no known network's magic");
    }
    boolean block = asBlock.offset() > asTransaction.offset();
    WireException closest = block ? asBlock : asTransaction;
    return new CommandFailure(
        "no frame, header, block or transaction (--command names another message); as a "
            + (block ? "block: " : "transaction: ")
            + closest.getMessage());
  }
}
