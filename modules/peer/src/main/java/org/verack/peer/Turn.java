package org.verack.peer;

import org.verack.peer.runtime.PeerRuntime;

/**
 * How much a thread does before it lets others have their turn. On a connection that always has
 * something to read, or room to write, nothing else would ever make it wait.
 *
 * <p>Used by one thread at a time.
 */
final class Turn {

  /**
   * What a thread reads or writes in some tenths of a millisecond; giving way takes one of them.
   */
  private static final int BYTES = 128 * 1024;

  private static final long NANOS = 1_000_000;

  private final PeerRuntime runtime;
  private long bytes;
  private long begun;

  Turn(PeerRuntime runtime) {
    this.runtime = runtime;
    this.begun = runtime.nanoTime();
  }

  /** Notes what was read, or is about to be written. */
  void passed(long count) {
    bytes += count;
    if (bytes >= BYTES) {
      bytes = 0;
      runtime.giveWay();
    }
  }

  /** Notes that something was done that may have taken any time. */
  void worked() {
    if (runtime.nanoTime() - begun >= NANOS) {
      runtime.giveWay();
      begun = runtime.nanoTime();
    }
  }
}
