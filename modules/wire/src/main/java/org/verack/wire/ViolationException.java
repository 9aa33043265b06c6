package org.verack.wire;

/**
 * A well-framed message that breaks a rule which every policy answers with a disconnect.
 *
 * <p>Such rules are the count limits of {@code inv}, {@code addr}, {@code headers} and locators,
 * and the order rules of the negotiation.
 *
 * {@snippet :
 * List<Hash> locator = Collections.nCopies(102, hash);
 * try {
 *   new GetHeaders(70016, locator, Hash.ZERO).requireCoreLimits();
 *   assert false;
 * } catch (ViolationException e) {
 *   assert e.fault() == WireFault.TOO_MANY; // Bitcoin Core disconnects
 * }
 * }
 */
public final class ViolationException extends WireException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param fault what is wrong
   * @param detail one line that says what, which limit and what was found
   * @param offset where, in bytes, or -1
   */
  public ViolationException(WireFault fault, String detail, int offset) {
    super(fault, detail, offset);
  }
}
