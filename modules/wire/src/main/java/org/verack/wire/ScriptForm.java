package org.verack.wire;

/** Names the usual forms of output scripts, by their first and last bytes. */
final class ScriptForm {

  private static final int OP_1 = 0x51;
  private static final int OP_16 = 0x60;
  private static final int OP_RETURN = 0x6a;
  private static final int OP_EQUAL = 0x87;
  private static final int OP_HASH160 = 0xa9;
  private static final int OP_CHECKSIG = 0xac;
  private static final int PUSH_20 = 20;

  /** OP_DUP OP_HASH160 and a push of 20 bytes. */
  private static final Bytes TO_KEY_HASH = Bytes.ofHex("76a914");

  private static final Bytes COMMITMENT_PREFIX = Bytes.ofHex("6a24aa21a9ed");

  private ScriptForm() {}

  /** Returns the name of the form; empty if it has none. */
  static String name(Bytes script) {
    int length = script.length();
    if (length == 0) {
      return "";
    }
    int first = at(script, 0);
    int last = at(script, length - 1);
    if (first == OP_RETURN) {
      boolean commitment = length >= 38 && script.slice(0, 6).equals(COMMITMENT_PREFIX);
      return commitment ? "witness commitment" : "OP_RETURN";
    }
    if (length == 25 && script.slice(0, 3).equals(TO_KEY_HASH) && last == OP_CHECKSIG) {
      return "P2PKH";
    }
    if (length == 23 && first == OP_HASH160 && at(script, 1) == PUSH_20 && last == OP_EQUAL) {
      return "P2SH";
    }
    if ((length == 35 || length == 67) && first == length - 2 && last == OP_CHECKSIG) {
      return "P2PK";
    }
    return witnessProgram(script);
  }

  /** A version and one push of 2 to 40 bytes (BIP 141). */
  private static String witnessProgram(Bytes script) {
    int length = script.length();
    if (length < 4 || length > 42 || at(script, 1) != length - 2) {
      return "";
    }
    int first = at(script, 0);
    if (first == 0) {
      return length == 22 ? "P2WPKH" : length == 34 ? "P2WSH" : "witness v0";
    }
    if (first < OP_1 || first > OP_16) {
      return "";
    }
    if (first == OP_1 && length == 34) {
      return "P2TR";
    }
    boolean anchor = script.equals(Bytes.ofHex("51024e73"));
    return anchor ? "P2A" : "witness v" + (first - OP_1 + 1);
  }

  private static int at(Bytes script, int index) {
    return script.get(index) & 0xff;
  }
}
