package org.verack.wire;

/**
 * A fault of the stream itself: another network's magic, a length over the limit, a bad tag.
 *
 * <p>Nothing after it can be read, so the connection ends.
 *
 * {@snippet :
 * Bytes frame = Networks.REGTEST.encode(new Ping(7), format).frame();
 * try {
 *   V1Transport.read(Networks.MAINNET, frame);
 *   assert false;
 * } catch (TransportException e) {
 *   assert e.fault() == WireFault.WRONG_NETWORK;
 * }
 * }
 */
public final class TransportException extends WireException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param fault what is wrong
   * @param detail one line that says what, which limit and what was found
   * @param offset where, in bytes, or -1
   */
  public TransportException(WireFault fault, String detail, int offset) {
    super(fault, detail, offset);
  }
}
