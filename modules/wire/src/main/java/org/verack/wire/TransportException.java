package org.verack.wire;

/**
 * A fault of the stream itself: another network's magic, a length over the limit, a bad tag.
 *
 * <p>Nothing after it can be read, so the connection ends.
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
