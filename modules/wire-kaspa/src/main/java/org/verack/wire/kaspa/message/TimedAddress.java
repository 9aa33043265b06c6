package org.verack.wire.kaspa.message;

import java.time.Instant;
import java.util.Objects;
import org.verack.wire.message.NodeAddress;

/**
 * The address of a node as {@code addr} carries it.
 *
 * {@snippet :
 * var where = new NodeAddress(KaspaServices.NETWORK, NetworkAddress.parse("2001:db8::7"), 16111);
 * var known = new TimedAddress(1_600_000_000_000L, where); // milliseconds, other than in Bitcoin
 * assert known.lastSeen().equals(Instant.parse("2020-09-13T12:26:40Z"));
 * assert known.toString().equals("[2001:db8::7]:16111");
 * }
 *
 * @param timestamp when the node was last seen, in milliseconds since 1970, any 64 bits
 * @param node what it offers and where it is
 */
public record TimedAddress(long timestamp, NodeAddress node) {

  static final int SIZE = 8 + NodeAddress.SIZE;

  /** Checks that nothing is missing. */
  public TimedAddress {
    Objects.requireNonNull(node, "node");
  }

  /**
   * Returns when the node was last seen.
   *
   * @return the time
   */
  public Instant lastSeen() {
    return Instant.ofEpochMilli(timestamp);
  }

  /** Returns address and port, with the brackets that an IPv6 address needs. */
  @Override
  public String toString() {
    return node.toString();
  }
}
