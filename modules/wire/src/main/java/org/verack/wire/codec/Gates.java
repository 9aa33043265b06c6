package org.verack.wire.codec;

import org.verack.wire.EncodeException;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;

/**
 * Protocol version gates: a message exists from some version on.
 *
 * <p>In the codec of a message that exists from version 70016 on:
 *
 * {@snippet :
 * WireFormat format = WireFormat.witness(70015);
 * try {
 *   Gates.requireOnRead("price", 70016, format); // in decode
 *   assert false;
 * } catch (PayloadException e) {
 *   assert e.fault() == WireFault.NOT_AT_THIS_VERSION; // came from the remote
 * }
 * try {
 *   Gates.requireOnWrite("price", 70016, format); // in size
 *   assert false;
 * } catch (EncodeException e) {
 *   assert e.fault() == WireFault.NOT_AT_THIS_VERSION; // our own mistake
 * }
 * }
 */
public final class Gates {

  private Gates() {}

  /**
   * Checks the gate of a message that was received.
   *
   * @param command the message
   * @param since the first protocol version that has it
   * @param format the version in force
   * @throws PayloadException if the version in force is lower
   */
  public static void requireOnRead(String command, int since, WireFormat format)
      throws PayloadException {
    if (format.protocolVersion() < since) {
      throw new PayloadException(WireFault.NOT_AT_THIS_VERSION, text(command, since, format), -1);
    }
  }

  /**
   * Checks the gate of a message that is to be sent.
   *
   * @param command the message
   * @param since the first protocol version that has it
   * @param format the version in force
   * @throws EncodeException if the version in force is lower
   */
  public static void requireOnWrite(String command, int since, WireFormat format) {
    if (format.protocolVersion() < since) {
      throw new EncodeException(WireFault.NOT_AT_THIS_VERSION, text(command, since, format));
    }
  }

  private static String text(String command, int since, WireFormat format) {
    return command
        + " exists from protocol version "
        + since
        + " on, in force is "
        + format.protocolVersion();
  }
}
