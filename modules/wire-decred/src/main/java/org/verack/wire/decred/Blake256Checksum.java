package org.verack.wire.decred;

import org.verack.wire.FrameChecksum;
import org.verack.wire.decred.hash.Blake256;

/** Decred's frame checksum: the first four bytes of one BLAKE-256. */
final class Blake256Checksum implements FrameChecksum {

  static final FrameChecksum INSTANCE = new Blake256Checksum();

  private Blake256Checksum() {}

  @Override
  public Running begin() {
    return new Running() {
      private final Blake256 blake = new Blake256();

      @Override
      public void update(byte[] array, int offset, int length) {
        blake.update(array, offset, length);
      }

      @Override
      public int finish() {
        return blake.finishChecksum();
      }
    };
  }
}
