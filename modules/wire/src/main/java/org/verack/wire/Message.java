package org.verack.wire;

/**
 * A message of the protocol: an immutable value that knows the command under which it travels.
 *
 * <p>The interface is open on purpose. A program can declare its own message, register it with
 * {@link MessageSet#with(MessageType)}, and send, receive and request it like any other. A command
 * that no registered type claims arrives as an {@link UnknownMessage} with its bytes.
 *
 * <p>Implementations are immutable, have value equality, and print as one line that is safe to log:
 * text that came from the remote is escaped.
 *
 * {@snippet :
 * Message message = network.messages().decode("ping", Bytes.ofHex("0700000000000000"), format);
 * String said =
 *     switch (message) {
 *       case Ping ping -> "are you there? " + ping.nonce();
 *       case Inv inv -> "I have " + inv.size() + " things";
 *       case UnknownMessage unknown -> unknown.payload().length() + " bytes of something";
 *       default -> message.toString();
 *     };
 * assert said.equals("are you there? 7");
 * }
 */
public interface Message {

  /**
   * Returns the command that names this message on the wire, such as {@code "getheaders"}.
   *
   * @return 1 to 12 printable ASCII characters
   */
  String command();
}
