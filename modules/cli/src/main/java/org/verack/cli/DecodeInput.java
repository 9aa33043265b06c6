package org.verack.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.RemoteText;

/** Turns an argument into bytes: hexadecimal digits, a file of digits or of bytes, or the input. */
final class DecodeInput {

  /** The most that is read; a frame has at most 4 MB, as digits twice as many. */
  private static final int MAX_BYTES = 256_000_000;

  private static final int NOT_HEX = -1;

  private DecodeInput() {}

  /**
   * Reads what an argument names.
   *
   * @param argument digits, the name of a file, or {@code -} for the input
   * @param in the input
   */
  static Bytes read(String argument, InputStream in) throws IOException, CommandFailure {
    if (argument.equals("-")) {
      return ofContent(limited("standard input", in), "standard input");
    }
    Path file = fileNamed(argument);
    if (file != null) {
      try (InputStream content = Files.newInputStream(file)) {
        return ofContent(limited(argument, content), argument);
      }
    }
    byte[] text = argument.getBytes(StandardCharsets.UTF_8);
    int stranger = firstStranger(text);
    if (stranger >= 0) {
      throw new CommandFailure(
          "no such file, and no hex either (character "
              + (stranger + 1)
              + " is not): "
              + RemoteText.escape(argument, 60));
    }
    return ofDigits(text, "the hex");
  }

  private static @Nullable Path fileNamed(String argument) {
    try {
      Path path = Path.of(argument);
      return Files.exists(path) && !Files.isDirectory(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static byte[] limited(String what, InputStream in) throws IOException, CommandFailure {
    byte[] content = in.readNBytes(MAX_BYTES + 1);
    if (content.length > MAX_BYTES) {
      throw new CommandFailure(what + " has more than " + Units.bytes(MAX_BYTES));
    }
    return content;
  }

  private static Bytes ofContent(byte[] content, String what) throws CommandFailure {
    return firstStranger(content) == NOT_HEX ? ofDigits(content, what) : Bytes.wrap(content);
  }

  /** Finds the first character that does not belong to hexadecimal text. */
  private static int firstStranger(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (Character.digit(text[i], 16) < 0 && !Character.isWhitespace(text[i])) {
        return i;
      }
    }
    return NOT_HEX;
  }

  private static Bytes ofDigits(byte[] text, String what) throws CommandFailure {
    byte[] bytes = new byte[text.length / 2];
    int digits = 0;
    for (byte each : text) {
      int digit = Character.digit(each, 16);
      if (digit < 0) {
        continue;
      }
      if (digits / 2 < bytes.length) {
        bytes[digits / 2] |= (byte) (digits % 2 == 0 ? digit << 4 : digit);
      }
      digits++;
    }
    if (digits % 2 != 0) {
      throw new CommandFailure(
          what + " ends within a byte: " + Units.count(digits) + " digits are an odd number");
    }
    return Bytes.wrap(bytes, 0, digits / 2);
  }
}
