package org.verack.wire.role;

/**
 * The codes of a {@link Rejection} (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0061.mediawiki">BIP 61</a>) and their
 * names.
 *
 * {@snippet :
 * assert RejectCode.name(RejectCode.INSUFFICIENT_FEE).equals("REJECT_INSUFFICIENTFEE");
 * assert RejectCode.name(0x99).equals("code 153"); // nobody's, but somebody may send it
 * }
 */
public final class RejectCode {

  /** The message could not be decoded. */
  public static final int MALFORMED = 0x01;

  /** A transaction or block breaks the rules. */
  public static final int INVALID = 0x10;

  /** A version is no longer supported. */
  public static final int OBSOLETE = 0x11;

  /** The same was received before, or spends what is spent. */
  public static final int DUPLICATE = 0x12;

  /** The transaction is not of a form that is relayed. */
  public static final int NONSTANDARD = 0x40;

  /** An output is too small to be relayed. */
  public static final int DUST = 0x41;

  /** The transaction pays too little. */
  public static final int INSUFFICIENT_FEE = 0x42;

  /** The block is on a chain that a checkpoint forbids. */
  public static final int CHECKPOINT = 0x43;

  private RejectCode() {}

  /**
   * Returns the name of a code.
   *
   * @param code the code
   * @return such as {@code "REJECT_INVALID"}; {@code "code 77"} for one without a name
   */
  public static String name(int code) {
    return switch (code) {
      case MALFORMED -> "REJECT_MALFORMED";
      case INVALID -> "REJECT_INVALID";
      case OBSOLETE -> "REJECT_OBSOLETE";
      case DUPLICATE -> "REJECT_DUPLICATE";
      case NONSTANDARD -> "REJECT_NONSTANDARD";
      case DUST -> "REJECT_DUST";
      case INSUFFICIENT_FEE -> "REJECT_INSUFFICIENTFEE";
      case CHECKPOINT -> "REJECT_CHECKPOINT";
      default -> "code " + code;
    };
  }
}
