package org.verack.wire;

/**
 * A message that cannot be written: it is over a limit of the protocol, does not exist at the
 * protocol version in force, or is of a type that the network does not have.
 *
 * <p>This is the sender's mistake, never the remote's; hence unchecked.
 *
 * {@snippet :
 * Message tooLong = Inv.of(Collections.nCopies(50_001, InventoryVector.tx(hash)));
 * try {
 *   network.encode(tooLong, format);
 *   assert false;
 * } catch (EncodeException e) {
 *   assert e.fault() == WireFault.TOO_MANY;
 * }
 * }
 */
public final class EncodeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** The code. */
  private final WireFault fault;

  /**
   * Creates the exception.
   *
   * @param fault what is wrong
   * @param detail one line that says what, which limit and what was found
   */
  public EncodeException(WireFault fault, String detail) {
    super(detail);
    this.fault = fault;
  }

  /**
   * Returns what is wrong.
   *
   * @return the code
   */
  public WireFault fault() {
    return fault;
  }
}
