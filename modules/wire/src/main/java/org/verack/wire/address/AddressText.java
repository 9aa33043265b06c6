package org.verack.wire.address;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.verack.wire.Bytes;
import org.verack.wire.RemoteText;

/** The text forms of addresses. */
final class AddressText {

  static final String ONION = ".onion";
  static final String I2P = ".b32.i2p";
  static final String OPAQUE = "network-";

  private static final int TOR_VERSION = 3;
  private static final byte[] TOR_CHECKSUM_PREFIX =
      ".onion checksum".getBytes(StandardCharsets.US_ASCII);

  private AddressText() {}

  static NetworkAddress parse(String text) {
    try {
      requireAscii(text);
      return parseLower(text.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      // The reason may quote the text.
      throw new IllegalArgumentException(
          "no network address: \""
              + RemoteText.escape(text, 80)
              + "\": "
              + RemoteText.escape(String.valueOf(e.getMessage())),
          e);
    }
  }

  /** Some letters of other scripts are ASCII in lower case, such as the Kelvin sign. */
  private static void requireAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7e) {
        throw new IllegalArgumentException("character " + (i + 1) + " is not ASCII");
      }
    }
  }

  private static NetworkAddress parseLower(String text) {
    if (text.endsWith(ONION)) {
      return parseOnion(text.substring(0, text.length() - ONION.length()));
    }
    if (text.endsWith(I2P)) {
      return new I2pAddress(
          decode("an I2P name", text.substring(0, text.length() - I2P.length()), 52));
    }
    if (text.startsWith(OPAQUE)) {
      return parseOpaque(text.substring(OPAQUE.length()));
    }
    if (text.indexOf(':') < 0) {
      return new IPv4Address(parseIPv4(text));
    }
    return parseIPv6(text);
  }

  private static NetworkAddress parseOnion(String name) {
    if (name.length() == 16) {
      return new TorV2Address(Base32.decode(name));
    }
    Bytes all = decode("an onion name", name, 56);
    Bytes key = all.slice(0, TorV3Address.LENGTH);
    if (!withTorChecksum(key).equals(all)) {
      throw new IllegalArgumentException("the checksum or the version of the name is wrong");
    }
    return new TorV3Address(key);
  }

  private static Bytes decode(String what, String name, int length) {
    if (name.length() != length) {
      throw new IllegalArgumentException(
          what + " has " + length + " characters, not " + name.length());
    }
    return Base32.decode(name);
  }

  private static NetworkAddress parseOpaque(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash > 3) {
      throw new IllegalArgumentException("a number and a slash are missing");
    }
    return NetworkAddress.of(
        decimal(text.substring(0, slash)), Bytes.ofHex(text.substring(slash + 1)));
  }

  /**
   * Key, two bytes of SHA3-256 of prefix, key and version, and the version (Tor's rend-spec-v3).
   */
  static Bytes withTorChecksum(Bytes key) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA3-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no SHA3-256", e);
    }
    digest.update(TOR_CHECKSUM_PREFIX);
    digest.update(key.array(), key.offset(), key.length());
    digest.update((byte) TOR_VERSION);
    byte[] checksum = digest.digest();
    byte[] all = new byte[TorV3Address.LENGTH + 3];
    key.copyTo(all, 0);
    all[TorV3Address.LENGTH] = checksum[0];
    all[TorV3Address.LENGTH + 1] = checksum[1];
    all[TorV3Address.LENGTH + 2] = TOR_VERSION;
    return Bytes.wrap(all);
  }

  private static int parseIPv4(String text) {
    int bits = 0;
    int parts = 0;
    int from = 0;
    while (true) {
      int dot = text.indexOf('.', from);
      String part = text.substring(from, dot < 0 ? text.length() : dot);
      int value = decimal(part);
      // Some parsers take a leading zero for octal, so such a text has two meanings.
      if (value > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
        throw new IllegalArgumentException("an IPv4 address has numbers from 0 to 255");
      }
      bits = bits << 8 | value;
      parts++;
      if (dot < 0) {
        break;
      }
      from = dot + 1;
    }
    if (parts != 4) {
      throw new IllegalArgumentException("an IPv4 address has four numbers, not " + parts);
    }
    return bits;
  }

  private static int decimal(String text) {
    if (text.isEmpty() || text.length() > 3) {
      throw new IllegalArgumentException("a number has one to three digits");
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new IllegalArgumentException("names are not resolved, and this is no address");
      }
      value = 10 * value + c - '0';
    }
    return value;
  }

  private static NetworkAddress parseIPv6(String text) {
    int[] groups = new int[8];
    int gap = text.indexOf("::");
    int count;
    if (gap < 0) {
      count = readGroups(text, groups, true);
      if (count != 8) {
        throw new IllegalArgumentException("an IPv6 address has eight groups, not " + count);
      }
    } else {
      int[] tail = new int[8];
      int after = readGroups(text.substring(gap + 2), tail, true);
      count = readGroups(text.substring(0, gap), groups, false);
      if (count + after > 7) {
        throw new IllegalArgumentException("an IPv6 address has at most seven groups beside ::");
      }
      System.arraycopy(tail, 0, groups, 8 - after, after);
    }
    IPv6Address address = new IPv6Address(join(groups, 0), join(groups, 4));
    CjdnsAddress cjdns = new CjdnsAddress(address.high(), address.low());
    if (cjdns.isValid()) {
      return cjdns;
    }
    YggdrasilAddress yggdrasil = new YggdrasilAddress(address.high(), address.low());
    return yggdrasil.isValid() ? yggdrasil : address.isMapped() ? address.unwrapped() : address;
  }

  private static long join(int[] groups, int from) {
    return (long) groups[from] << 48
        | (long) groups[from + 1] << 32
        | (long) groups[from + 2] << 16
        | groups[from + 3];
  }

  private static int readGroups(String text, int[] groups, boolean toTheEnd) {
    if (text.isEmpty()) {
      return 0;
    }
    int count = 0;
    int from = 0;
    while (true) {
      int colon = text.indexOf(':', from);
      String part = text.substring(from, colon < 0 ? text.length() : colon);
      boolean dotted = toTheEnd && colon < 0 && part.indexOf('.') >= 0;
      if (count + (dotted ? 2 : 1) > 8) {
        throw new IllegalArgumentException("an IPv6 address has eight groups");
      }
      if (dotted) {
        int bits = parseIPv4(part);
        groups[count++] = bits >>> 16;
        groups[count++] = bits & 0xffff;
      } else {
        groups[count++] = group(part);
      }
      if (colon < 0) {
        return count;
      }
      from = colon + 1;
    }
  }

  private static int group(String text) {
    if (text.isEmpty() || text.length() > 4) {
      throw new IllegalArgumentException("an IPv6 group has one to four digits");
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Character.digit would take the digits of other scripts too.
      int digit = c <= 'f' ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new IllegalArgumentException("an IPv6 group is hexadecimal");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  static String ofIPv6(long high, long low) {
    int[] groups = new int[8];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (high >>> (48 - 16 * i)) & 0xffff;
      groups[i + 4] = (int) (low >>> (48 - 16 * i)) & 0xffff;
    }
    // RFC 5952: the first of the longest runs of zeros is cut, and never a single zero.
    int cut = -1;
    int cutLength = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > cutLength) {
        cut = i;
        cutLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == cut) {
        text.append("::");
        i += cutLength - 1;
        continue;
      }
      if (i > 0 && i != cut + cutLength) {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
