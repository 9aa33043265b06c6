package org.verack.wire;

/**
 * How a network computes the four checksum bytes of a v1 frame.
 *
 * <p>Bitcoin, LBRY and Kaspa take the first four bytes of a double SHA-256; Decred those of one
 * BLAKE-256.
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
