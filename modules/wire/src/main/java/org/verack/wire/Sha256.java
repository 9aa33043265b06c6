package org.verack.wire;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Single and double SHA-256 by the JDK's own implementation (an intrinsic on current processors).
 *
 * <p>An instance is for one thread at a time. {@link #borrow()} and {@link #giveBack()} share a few
 * instances among all threads: creating a digest costs more than hashing a small message, and one
 * cached per thread would be one per virtual thread.
 *
 * {@snippet :
 * Sha256 sha = Sha256.borrow();
 * sha.update(header.bytes().array(), header.bytes().offset(), header.bytes().length());
 * Hash hash = sha.twice();
 * sha.giveBack();
 *
 * assert hash.equals(header.hash());
 * }
 */
public final class Sha256 {

  private static final int SHARED = 16;
  private static final int NO_SLOT = -1;
  private static final AtomicReferenceArray<Sha256> POOL = new AtomicReferenceArray<>(SHARED);

  private final MessageDigest digest;

  /** Where this instance was borrowed; it goes back there, so that the slots fill up. */
  private int slot = NO_SLOT;

  private final byte[] scratch = new byte[32];

  /** Creates an instance. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform is required to have it.
      throw new AssertionError(e);
    }
  }

  /**
   * Takes an instance out of the shared ones, or makes one.
   *
   * @return an instance at its beginning, for the calling thread until it gives it back
   */
  public static Sha256 borrow() {
    int slot = ThreadLocalRandom.current().nextInt(SHARED);
    Sha256 shared = POOL.getAndSet(slot, null);
    Sha256 borrowed = shared != null ? shared : new Sha256();
    borrowed.slot = slot;
    return borrowed;
  }

  /**
   * Returns this instance, which was borrowed and must be at its beginning, to the shared ones. To
   * be called at most once.
   */
  public void giveBack() {
    POOL.set(slot, this);
  }

  /**
   * Adds bytes.
   *
   * @param array where they are
   * @param offset the first
   * @param length how many
   */
  public void update(byte[] array, int offset, int length) {
    digest.update(array, offset, length);
  }

  /**
   * Ends a single SHA-256 and begins anew.
   *
   * @return the 32 bytes
   */
  public byte[] single() {
    return digest.digest();
  }

  /**
   * Ends a double SHA-256 and begins anew.
   *
   * @return SHA-256 of SHA-256 of the bytes added
   */
  public Hash twice() {
    return Hash.read(twiceBytes(), 0);
  }

  /**
   * Hashes bytes twice in one go.
   *
   * @param array where they are
   * @param offset the first
   * @param length how many
   * @return SHA-256 of SHA-256 of them
   */
  public Hash twice(byte[] array, int offset, int length) {
    digest.update(array, offset, length);
    return twice();
  }

  private byte[] twiceBytes() {
    try {
      digest.digest(scratch, 0, 32);
      digest.update(scratch, 0, 32);
      digest.digest(scratch, 0, 32);
    } catch (DigestException e) {
      throw new AssertionError(e);
    }
    return scratch;
  }

  static FrameChecksum.Running frameChecksum() {
    return new FrameChecksum.Running() {
      private final Sha256 sha = new Sha256();

      @Override
      public void update(byte[] array, int offset, int length) {
        sha.update(array, offset, length);
      }

      @Override
      public int finish() {
        return LittleEndian.getInt(sha.twiceBytes(), 0);
      }
    };
  }

  /** The four frame checksum bytes of a piece of memory, with a borrowed instance. */
  static int checksumOf(byte[] array, int offset, int length) {
    Sha256 sha = borrow();
    sha.update(array, offset, length);
    int checksum = LittleEndian.getInt(sha.twiceBytes(), 0);
    sha.giveBack();
    return checksum;
  }
}
