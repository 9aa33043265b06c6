package org.verack.peer;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;

/**
 * What is known of the remote's chain: what its version message said, and what the program has
 * learned since. The engine itself does not learn, because it does not know what a block is.
 *
 * <p>Safe for use from any thread.
 *
 * {@snippet :
 * RemoteChain known = peer.remoteChain();
 * assert known.height().equals(OptionalInt.of(chain.tipHeight())); // its version says so
 * known.sawHeight(chain.tipHeight() + 1); // the program has heard of a block
 * known.sawHeight(7); // and of an old one
 * assert known.height().getAsInt() == chain.tipHeight() + 1;
 * }
 */
public final class RemoteChain {

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private OptionalInt height = OptionalInt.empty();
  private @Nullable Hash lastAnnounced;

  RemoteChain() {}

  /**
   * Returns the height of the remote's best block, as far as it is known.
   *
   * @return the height; empty before the version message, and where that does not say
   */
  public OptionalInt height() {
    lock.lock();
    try {
      return height;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Notes that the remote has a block. A height only goes up.
   *
   * @param seen the height of the block
   */
  public void sawHeight(int seen) {
    lock.lock();
    try {
      if (height.isEmpty() || seen > height.getAsInt()) {
        height = OptionalInt.of(seen);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the block that the remote last announced, if the program keeps note of it.
   *
   * @return its hash
   */
  public Optional<Hash> lastAnnounced() {
    lock.lock();
    try {
      return Optional.ofNullable(lastAnnounced);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Notes which block the remote last announced.
   *
   * @param hash its hash; null to forget
   */
  public void lastAnnounced(@Nullable Hash hash) {
    lock.lock();
    try {
      lastAnnounced = hash;
    } finally {
      lock.unlock();
    }
  }
}
