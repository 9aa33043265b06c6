package org.verack.wire;

/** Bitcoin's frame checksum: the first four bytes of a double SHA-256. */
final class Sha256dChecksum implements FrameChecksum {

  static final FrameChecksum INSTANCE = new Sha256dChecksum();

  @Override
  public Running begin() {
    return Sha256.frameChecksum();
  }

  @Override
  public int of(byte[] array, int offset, int length) {
    return Sha256.checksumOf(array, offset, length);
  }
}
