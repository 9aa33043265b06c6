package org.verack.wire;

import java.io.IOException;

/**
 * Bytes that are not what the protocol allows, with what is wrong, and where.
 *
 * <p>The three kinds are kept apart because they end differently:
 *
 * <ul>
 *   <li>{@link TransportException}: the stream itself can no longer be trusted; the connection
 *       ends.
 *   <li>{@link ViolationException}: a well-framed message breaks a rule that Bitcoin Core punishes;
 *       the connection ends under every policy.
 *   <li>{@link PayloadException}: one message does not decode; a policy decides.
 * </ul>
 *
 * <p>Remote input causes these, possibly at a high rate, so they carry no stack trace. The text is
 * one short line and never contains the payload.
 *
 * {@snippet :
 * String consequence = "none";
 * try {
 *   network.messages().decode("verack", Bytes.ofHex("00"), format);
 * } catch (WireException e) {
 *   consequence =
 *       switch (e) {
 *         case TransportException broken -> "hang up";
 *         case ViolationException rude -> "hang up, and remember who it was";
 *         case PayloadException strange -> "count it, and go on: " + strange.fault();
 *       };
 * }
 * assert consequence.equals("count it, and go on: TOO_LONG");
 * }
 */
public abstract sealed class WireException extends IOException
    permits PayloadException, TransportException, ViolationException {

  private static final long serialVersionUID = 1L;

  /** The code. */
  private final WireFault fault;

  /** The place. */
  private final int offset;

  WireException(WireFault fault, String detail, int offset) {
    super(detail + (offset >= 0 ? " at byte " + offset : ""));
    this.fault = fault;
    this.offset = offset;
  }

  /**
   * Returns what is wrong.
   *
   * @return the code
   */
  public final WireFault fault() {
    return fault;
  }

  /**
   * Returns where the fault is.
   *
   * @return the offset in bytes from the start of the payload, or of the frame for faults of the
   *     frame itself; -1 if the fault is not at one place
   */
  public final int offset() {
    return offset;
  }

  /**
   * Does nothing: a remote must not be able to make us walk the stack.
   *
   * @return this exception
   */
  @Override
  public final Throwable fillInStackTrace() {
    return this;
  }
}
