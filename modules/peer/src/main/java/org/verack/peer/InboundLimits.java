package org.verack.peer;

/**
 * How many inbound peers a {@link PeerListener} has at a time. What goes beyond is closed as soon
 * as it was accepted, before any of a handshake.
 *
 * <p>By default there is a limit in all, that of Bitcoin Core, and none for addresses: nodes behind
 * one router, and everything that comes through a Tor service or another proxy on this machine, are
 * many at one address. A program that is reached directly and fears to be crowded out sets one:
 *
 * {@snippet :
 * InboundLimits limits =
 *     InboundLimits.DEFAULT
 *         .withPerPrefix(4) // of those whose addresses begin alike:
 *         .withPrefixes(24, 56); // a /24 of IPv4, what a provider gives a home of IPv6
 * assert limits.total() == 125;
 * }
 *
 * @param total how many in all, at least 0
 * @param perPrefix how many whose addresses begin with the same bits, at least 1; remotes whose
 *     host is no IP address are counted by host
 * @param ipv4Prefix how many bits of an IPv4 address count, 0 to 32
 * @param ipv6Prefix how many bits of an IPv6 address count, 0 to 128; a home has at least a /64 to
 *     choose addresses from
 */
public record InboundLimits(int total, int perPrefix, int ipv4Prefix, int ipv6Prefix) {

  /** A limit that is none. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** 125 in all, as Bitcoin Core; no limit per prefix, which would be /32 and /64. */
  public static final InboundLimits DEFAULT = new InboundLimits(125, UNLIMITED, 32, 64);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public InboundLimits {
    require("total limit", total, 0, UNLIMITED);
    require("limit per prefix", perPrefix, 1, UNLIMITED);
    require("IPv4 prefix", ipv4Prefix, 0, 32);
    require("IPv6 prefix", ipv6Prefix, 0, 128);
  }

  private static void require(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(what + " " + value + " is not " + least + " to " + most);
    }
  }

  /**
   * Changes how many peers there may be in all.
   *
   * @param peers at least 0
   * @return new limits
   */
  public InboundLimits withTotal(int peers) {
    return new InboundLimits(peers, perPrefix, ipv4Prefix, ipv6Prefix);
  }

  /**
   * Changes how many peers there may be of one prefix.
   *
   * @param peers at least 1, or {@link #UNLIMITED}
   * @return new limits
   */
  public InboundLimits withPerPrefix(int peers) {
    return new InboundLimits(total, peers, ipv4Prefix, ipv6Prefix);
  }

  /**
   * Changes what addresses are counted together.
   *
   * @param ipv4 how many bits of an IPv4 address count, 0 to 32
   * @param ipv6 how many bits of an IPv6 address count, 0 to 128
   * @return new limits
   */
  public InboundLimits withPrefixes(int ipv4, int ipv6) {
    return new InboundLimits(total, perPrefix, ipv4, ipv6);
  }
}
