package org.verack.wire;

/**
 * What is wrong with bytes or with a message, as a code that a program can switch over.
 *
 * {@snippet :
 * Map<WireFault, Integer> seen = new EnumMap<>(WireFault.class);
 * for (String hex : List.of("01", "fdfc00", "fe")) { // one byte short, not canonical, cut short
 *   try {
 *     network.messages().decode("inv", Bytes.ofHex(hex), format);
 *   } catch (WireException e) {
 *     seen.merge(e.fault(), 1, Integer::sum);
 *   }
 * }
 * assert seen.equals(Map.of(WireFault.TRUNCATED, 2, WireFault.NON_CANONICAL_SIZE, 1));
 * }
 */
public enum WireFault {
  /** The bytes end before the item does. */
  TRUNCATED,
  /** Bytes are left over after the message. */
  TRAILING_BYTES,
  /** A CompactSize was not written in its shortest form. */
  NON_CANONICAL_SIZE,
  /** A list has more entries than the protocol allows. */
  TOO_MANY,
  /** A string, a script or a payload is longer than the protocol allows. */
  TOO_LONG,
  /** A field holds a value that is not allowed there. */
  BAD_VALUE,
  /** The message does not exist at the protocol version in force. */
  NOT_AT_THIS_VERSION,
  /**
   * The witness part of a transaction breaks <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0144.mediawiki">BIP 144</a>: unknown
   * flag, or a record that is empty.
   */
  BAD_WITNESS,
  /**
   * An address has a length that its network does not have (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>).
   */
  BAD_ADDRESS,
  /** The frame's checksum is not the payload's. */
  BAD_CHECKSUM,
  /** The frame's command field is not a command. */
  BAD_COMMAND,
  /** The frame begins with another network's magic. */
  WRONG_NETWORK,
  /** The frame claims more bytes than any message may have. */
  OVERSIZED_FRAME,
  /**
   * A packet of the encrypted transport is not authentic (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>).
   */
  BAD_TAG,
  /** The garbage after the remote's key does not end within its limit (BIP 324). */
  NO_TERMINATOR,
  /** The remote speaks the plain transport where only the encrypted one is spoken. */
  NOT_ENCRYPTED
}
