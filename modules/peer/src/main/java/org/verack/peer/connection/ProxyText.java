package org.verack.peer.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The text form of a proxy's address. Nothing here quotes what it was given: it may hold a
 * password.
 */
final class ProxyText {

  private static final String FORM = "socks5://[user:password@]host:port";

  private ProxyText() {}

  static Socks5Dialer parse(String text) {
    int scheme = text.indexOf("://");
    String name = scheme < 0 ? "" : text.substring(0, scheme).toLowerCase(Locale.ROOT);
    if (!name.equals("socks5") && !name.equals("socks5h")) {
      throw new IllegalArgumentException("a proxy is " + FORM);
    }
    String rest = text.substring(scheme + 3);
    if (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    int at = rest.lastIndexOf('@');
    Socks5Dialer dialer = Socks5Dialer.at(endpoint(rest.substring(at + 1)));
    if (at < 0) {
      return dialer;
    }
    int colon = rest.indexOf(':');
    if (colon > at) {
      throw new IllegalArgumentException("a proxy's user comes with a password: " + FORM);
    }
    return dialer.withCredentials(
        decoded(rest.substring(0, colon)), decoded(rest.substring(colon + 1, at)));
  }

  @SuppressWarnings("UnusedException") // its message would quote the text
  private static Endpoint endpoint(String text) {
    try {
      return Endpoint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the proxy's host or port is wrong or missing: " + FORM);
    }
  }

  @SuppressWarnings("UnusedException") // its message would quote the text
  private static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) == '%') {
          bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
          i += 2;
        } else {
          int end = text.offsetByCodePoints(i, 1);
          bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
          i = end - 1;
        }
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | CharacterCodingException e) {
      throw new IllegalArgumentException(
          "in a proxy's user and password a percent sign and two hexadecimal digits stand for a"
              + " byte of UTF-8");
    }
  }
}
