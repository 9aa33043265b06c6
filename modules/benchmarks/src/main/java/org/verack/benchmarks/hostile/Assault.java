package org.verack.benchmarks.hostile;

import java.io.IOException;

/**
 * One kind of attack, as it is measured.
 *
 * @param name by which it is chosen
 * @param text what the attacker does, for the table
 * @param dialed whether we dial the attacker, instead of listening
 * @param encrypted whether it goes over the encrypted transport
 * @param connections on how many connections at a time
 * @param action what is done on each, again and again until the time is over
 */
record Assault(
    String name, String text, boolean dialed, boolean encrypted, int connections, Action action) {

  /** What is done on one connection after the other. */
  @FunctionalInterface
  interface Action {
    void run(Raid raid) throws IOException, InterruptedException;
  }

  static Assault plain(String name, String text, int connections, Action action) {
    return new Assault(name, text, false, false, connections, action);
  }

  static Assault encrypted(String name, String text, int connections, Action action) {
    return new Assault(name, text, false, true, connections, action);
  }

  /** The same against who dials. */
  Assault dialing() {
    return new Assault("dialed-" + name, text, true, encrypted, connections, action);
  }
}
