package org.verack.wire;

/**
 * How a network computes the four checksum bytes of a v1 frame.
 *
 * <p>Bitcoin, LBRY and Kaspa take the first four bytes of a double SHA-256; Decred those of one
 * BLAKE-256.
 *
 * {@snippet :
 * FrameChecksum checksum = Networks.MAINNET.checksum();
 * assert checksum.of(new byte[0], 0, 0) == 0xe2e0f65d; // 5d f6 e0 e2: of all empty payloads
 *
 * FrameChecksum.Running running = checksum.begin(); // the bytes come piece by piece
 * running.update(new byte[] {1, 2}, 0, 2);
 * running.update(new byte[] {3}, 0, 1);
 * assert running.finish() == checksum.of(new byte[] {1, 2, 3}, 0, 3);
 * }
 */
public interface FrameChecksum {

  /**
   * Bitcoin's checksum.
   *
   * @return the first four bytes of SHA-256 of SHA-256
   */
  static FrameChecksum sha256d() {
    return Sha256dChecksum.INSTANCE;
  }

  /**
   * Begins a checksum over bytes that come piece by piece.
   *
   * @return a fresh computation, for one thread
   */
  Running begin();

  /**
   * Computes the checksum of bytes that are all there.
   *
   * @param array where they are
   * @param offset the first
   * @param length how many
   * @return the four bytes, the first in the lowest eight bits
   */
  default int of(byte[] array, int offset, int length) {
    Running running = begin();
    running.update(array, offset, length);
    return running.finish();
  }

  /** A checksum in the making. Not safe for use by several threads at once. */
  interface Running {

    /**
     * Adds bytes.
     *
     * @param array where they are
     * @param offset the first
     * @param length how many
     */
    void update(byte[] array, int offset, int length);

    /**
     * Ends the computation; the object then begins anew.
     *
     * @return the four bytes, the first in the lowest eight bits
     */
    int finish();
  }
}
