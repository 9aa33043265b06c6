package org.verack.benchmarks.scale;

/** The other ends of {@link ManyPeers} in a JVM of their own. */
public final class DistantPeers {

  private DistantPeers() {}

  /**
   * Listens, prints where, and goes on until standard input ends, with who started it.
   *
   * @param arguments whose peers
   * @throws Exception if it cannot listen
   */
  public static void main(String[] arguments) throws Exception {
    Probe.haltInTheEnd();
    try (PeerPairs listening = PeerPairs.of(arguments[0])) {
      System.out.println(listening.endpoint());
      while (System.in.read() >= 0) {
        // Nothing is said there.
      }
    }
  }
}
