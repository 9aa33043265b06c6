package org.verack.benchmarks.scale;

import java.io.IOException;
import org.verack.peer.connection.Endpoint;

/** Pairs of peers over loopback, both ends of each in this process. */
interface PeerPairs extends AutoCloseable {

  /** How many are greeting each other at a time. */
  int AT_ONCE = 32;

  static PeerPairs of(String contender) throws Exception {
    return switch (contender) {
      case Row.VERACK, Row.ENCRYPTED -> new VerackPairs(contender);
      case Row.BITCOINJ -> new BitcoinjPairs();
      default -> new BarePairs();
    };
  }

  /** Where the ends that are dialed listen. */
  Endpoint endpoint() throws Exception;

  /** Connects one pair; returns when the end that dialed has greeted. */
  void openOne() throws Exception;

  /** Whether both ends of all pairs have greeted. */
  boolean allGreeted() throws Exception;

  /** Connects pairs, and waits until both ends of each have greeted. */
  default void open(int pairs) throws Exception {
    Parallel.times(pairs, AT_ONCE, this::openOne);
    while (!allGreeted()) {
      Thread.sleep(2);
    }
  }

  @Override
  void close() throws IOException;
}
