package org.verack.wire;

/**
 * A payload that does not decode, a bad checksum or a command field that is no command.
 *
 * <p>The frame around it was sound, so the next message can be read. What to do is a matter of
 * policy: Bitcoin Core drops the message and goes on, btcd disconnects.
 *
 * {@snippet :
 * try {
 *   network.messages().decode("ping", Bytes.ofHex("0700"), format);
 *   assert false;
 * } catch (PayloadException e) {
 *   assert e.fault() == WireFault.TRUNCATED && e.offset() == 0;
 * }
 * }
 */
public final class PayloadException extends WireException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param fault what is wrong
   * @param detail one line that says what, which limit and what was found
   * @param offset where, in bytes, or -1
   */
  public PayloadException(WireFault fault, String detail, int offset) {
    super(fault, detail, offset);
  }
}
