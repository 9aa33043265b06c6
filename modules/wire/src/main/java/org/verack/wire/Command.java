package org.verack.wire;

import java.nio.charset.StandardCharsets;

/**
 * The 12-byte command field of a frame header and its text.
 *
 * <p>Valid is what Bitcoin Core accepts: printable ASCII (0x20 to 0x7e), then NUL bytes up to the
 * end of the field and nothing after the first NUL.
 *
 * {@snippet :
 * byte[] field = new byte[Command.LENGTH];
 * Command.write("verack", field, 0);
 *
 * assert Bytes.wrap(field).toHex().equals("76657261636b000000000000");
 * assert Command.read(field, 0).equals("verack");
 * }
 */
public final class Command {

  /** The length of the command field in bytes. */
  public static final int LENGTH = 12;

  private Command() {}

  /**
   * Checks that a text can stand in a command field.
   *
   * @param command the text
   * @return the same text
   * @throws IllegalArgumentException if it is empty, longer than 12 characters or not printable
   *     ASCII
   */
  public static String require(String command) {
    int length = command.length();
    if (length == 0 || length > LENGTH) {
      throw new IllegalArgumentException(
          "a command has 1 to 12 characters, not " + length + ": " + RemoteText.escape(command));
    }
    for (int i = 0; i < length; i++) {
      if (!printable(command.charAt(i))) {
        throw new IllegalArgumentException(
            "a command is printable ASCII: " + RemoteText.escape(command));
      }
    }
    return command;
  }

  /**
   * Reads a command field.
   *
   * @param array where it is
   * @param offset the first of its 12 bytes
   * @return the text
   * @throws PayloadException with {@link WireFault#BAD_COMMAND} if the field is empty, has a
   *     character outside printable ASCII, or a byte other than NUL after the first NUL
   */
  public static String read(byte[] array, int offset) throws PayloadException {
    int length = 0;
    while (length < LENGTH && printable(array[offset + length])) {
      length++;
    }
    boolean valid = length > 0;
    for (int i = length; i < LENGTH; i++) {
      valid &= array[offset + i] == 0;
    }
    String text = new String(array, offset, valid ? length : LENGTH, StandardCharsets.ISO_8859_1);
    if (!valid) {
      throw new PayloadException(
          WireFault.BAD_COMMAND, "command field \"" + RemoteText.escape(text) + "\"", 4);
    }
    return text;
  }

  /**
   * Writes a command field: the text, then NUL up to 12 bytes.
   *
   * @param command a valid command
   * @param array where to
   * @param offset the first of the 12 bytes
   */
  public static void write(String command, byte[] array, int offset) {
    int length = command.length();
    for (int i = 0; i < LENGTH; i++) {
      array[offset + i] = i < length ? (byte) command.charAt(i) : 0;
    }
  }

  private static boolean printable(int character) {
    return character >= 0x20 && character <= 0x7e;
  }
}
