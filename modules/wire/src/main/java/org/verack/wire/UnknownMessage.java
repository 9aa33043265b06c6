package org.verack.wire;

import java.util.Objects;

/**
 * A message whose command no registered type claims, kept as its bytes.
 *
 * <p>It can be sent as well as received: the payload travels exactly as given, so a program can
 * speak an experimental message before there is a type for it.
 *
 * {@snippet :
 * Message message = network.messages().decode("getprice", Bytes.ofHex("01"), format);
 * assert message.equals(new UnknownMessage("getprice", Bytes.ofHex("01")));
 *
 * peer.send(message); // the same bytes again
 * }
 *
 * @param command the command, 1 to 12 printable ASCII characters
 * @param payload everything after the frame header
 */
public record UnknownMessage(String command, Bytes payload) implements Message {

  /**
   * Checks the command.
   *
   * @throws IllegalArgumentException if the command cannot stand in a frame header
   */
  public UnknownMessage {
    Command.require(command);
    Objects.requireNonNull(payload, "payload");
  }

  @Override
  public String toString() {
    return command + " (unknown), " + payload.length() + " bytes";
  }
}
