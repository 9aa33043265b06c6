package org.verack.wire.transport;

import java.util.Arrays;
import java.util.HexFormat;
import org.verack.wire.Command;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.TransportException;
import org.verack.wire.WireFault;

/**
 * The 16 bytes with which a dialer begins that speaks v1: the magic and the command of its version
 * message (<a href="https://github.com/bitcoin/bips/blob/master/bip-0324.mediawiki">BIP 324</a>).
 */
final class V1Prefix {

  static final int LENGTH = 4 + Command.LENGTH;

  private static final int MAGIC_LENGTH = 4;

  private final Network network;
  private final byte[] bytes = new byte[LENGTH];

  V1Prefix(Network network) {
    this.network = network;
    for (int i = 0; i < MAGIC_LENGTH; i++) {
      bytes[i] = (byte) (network.magic() >>> (8 * i));
    }
    Command.write("version", bytes, MAGIC_LENGTH);
  }

  /** Returns how many of the first bytes are the same, up to 16. */
  int matching(byte[] array, int offset, int available) {
    int most = Math.min(LENGTH, available);
    int mismatch = Arrays.mismatch(bytes, 0, most, array, offset, offset + most);
    return mismatch < 0 ? most : mismatch;
  }

  /** Tells whether this is the beginning of a v1 message of the network, whichever message. */
  boolean beginsMessage(byte[] array, int offset, int available) {
    if (available < LENGTH
        || !Arrays.equals(bytes, 0, MAGIC_LENGTH, array, offset, offset + MAGIC_LENGTH)) {
      return false;
    }
    try {
      return !Command.read(array, offset + MAGIC_LENGTH).isEmpty();
    } catch (PayloadException e) {
      return false;
    }
  }

  /**
   * Refuses what is not the beginning of a key but that of a version message, as far as the bytes
   * tell.
   */
  void refuse(byte[] array, int offset, int available) throws TransportException {
    if (available < LENGTH
        || !Arrays.equals(
            bytes, MAGIC_LENGTH, LENGTH, array, offset + MAGIC_LENGTH, offset + LENGTH)) {
      return;
    }
    if (matching(array, offset, available) == LENGTH) {
      throw new TransportException(WireFault.NOT_ENCRYPTED, "a v1 peer where only v2 is spoken", 0);
    }
    throw new TransportException(
        WireFault.WRONG_NETWORK,
        "magic "
            + HexFormat.of().formatHex(array, offset, offset + MAGIC_LENGTH)
            + " of a v1 peer is not that of "
            + network.name(),
        0);
  }
}
