package org.verack.wire.address;

import org.verack.wire.Bytes;

/** Base 32 of RFC 4648 in lower case and without padding, as onion and I2P names are written. */
final class Base32 {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  private Base32() {}

  static String encode(Bytes bytes) {
    StringBuilder text = new StringBuilder((bytes.length() * 8 + 4) / 5);
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < bytes.length(); i++) {
      buffer = buffer << 8 | (bytes.get(i) & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt(buffer >>> bits & 31));
      }
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt(buffer << (5 - bits) & 31));
    }
    return text.toString();
  }

  /**
   * Decodes lower-case text; bits that do not fill a byte must be zero.
   *
   * @throws IllegalArgumentException for another character or other bits
   */
  static Bytes decode(String text) {
    byte[] bytes = new byte[text.length() * 5 / 8];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = ALPHABET.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("character " + (i + 1) + " is not base 32");
      }
      buffer = (buffer << 5 | value) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >>> bits);
      }
    }
    if ((buffer & (1 << bits) - 1) != 0) {
      throw new IllegalArgumentException("the last character has bits that belong to no byte");
    }
    return Bytes.wrap(bytes);
  }
}
