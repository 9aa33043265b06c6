package org.verack.wire.decred.codec;

import org.verack.wire.EncodeException;
import org.verack.wire.PayloadException;
import org.verack.wire.RemoteText;
import org.verack.wire.WireFault;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/** Texts of printable ASCII: every byte is 0x20 to 0x7e. */
public final class StrictAscii {

  private StrictAscii() {}

  /** Reads a length and so many characters. */
  public static String read(PayloadReader in, String what, int limit) throws PayloadException {
    int at = in.offset();
    String text = in.readVarString(what, limit);
    if (!isStrict(text)) {
      throw new PayloadException(WireFault.BAD_VALUE, fault(what, text), at);
    }
    return text;
  }

  /** Returns how many bytes a text takes with its length. */
  public static int size(String text) {
    return CompactSize.size(text.length()) + text.length();
  }

  /** Writes a length and the characters. */
  public static void write(String what, String text, int limit, PayloadWriter out) {
    if (!isStrict(text)) {
      throw new EncodeException(WireFault.BAD_VALUE, fault(what, text));
    }
    out.writeVarString(what, text, limit);
  }

  private static boolean isStrict(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
  }

  private static String fault(String what, String text) {
    return what + " is not printable ASCII: \"" + RemoteText.escape(text, 60) + '"';
  }
}
