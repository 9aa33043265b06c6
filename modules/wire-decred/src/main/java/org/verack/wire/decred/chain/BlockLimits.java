package org.verack.wire.decred.chain;

import org.verack.wire.EncodeException;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.decred.DecredProtocolVersion;

/** How large a block or a transaction may be, which a protocol version has raised. */
final class BlockLimits {

  /** The most bytes of a block or a transaction. */
  static final int MAX_SIZE = 1_310_720;

  private static final int OLD_MAX_SIZE = 1_000_000;

  /** The most transactions in each of a block's trees. */
  static final int MAX_TRANSACTIONS = 43_691;

  private static final int OLD_MAX_TRANSACTIONS = 33_334;

  private BlockLimits() {}

  private static boolean isOld(WireFormat format) {
    return format.protocolVersion() < DecredProtocolVersion.MAX_BLOCK_SIZE;
  }

  static int maxTransactions(WireFormat format) {
    return isOld(format) ? OLD_MAX_TRANSACTIONS : MAX_TRANSACTIONS;
  }

  static void requireOnRead(String command, int size, WireFormat format) throws PayloadException {
    if (isOld(format) && size > OLD_MAX_SIZE) {
      throw new PayloadException(WireFault.TOO_LONG, text(command, size, format), 0);
    }
  }

  static void requireOnWrite(String command, int size, WireFormat format) {
    if (isOld(format) && size > OLD_MAX_SIZE) {
      throw new EncodeException(WireFault.TOO_LONG, text(command, size, format));
    }
  }

  private static String text(String command, int size, WireFormat format) {
    return command
        + " of "
        + size
        + " bytes, limit "
        + OLD_MAX_SIZE
        + " at protocol version "
        + format.protocolVersion();
  }
}
