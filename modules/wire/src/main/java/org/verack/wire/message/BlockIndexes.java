package org.verack.wire.message;

import org.verack.wire.PayloadException;
import org.verack.wire.WireFault;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * Places of transactions in a block as <a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a> writes them:
 * each as its distance to the one before, less one. Hence they rise, and cannot be written
 * otherwise.
 */
final class BlockIndexes {

  /** The largest place; Bitcoin Core keeps them in sixteen bits. */
  static final int MAX_INDEX = 0xffff;

  private BlockIndexes() {}

  /** Reads the place that follows another one, -1 before the first. */
  static int read(PayloadReader in, int previous) throws PayloadException {
    int at = in.offset();
    long difference = in.readCompactSize("index");
    if (difference < 0 || difference > MAX_INDEX - previous - 1) {
      throw new PayloadException(
          WireFault.BAD_VALUE,
          "index "
              + Long.toUnsignedString(difference)
              + " after "
              + previous
              + ", limit "
              + MAX_INDEX,
          at);
    }
    return previous + 1 + (int) difference;
  }

  static int size(int index, int previous) {
    return CompactSize.size(index - previous - 1);
  }

  static void write(int index, int previous, PayloadWriter out) {
    out.writeCompactSize(index - previous - 1);
  }

  static void requireRising(int index, int previous) {
    if (index <= previous || index > MAX_INDEX) {
      throw new IllegalArgumentException(
          "index " + index + " after " + previous + ": they rise, up to " + MAX_INDEX);
    }
  }
}
