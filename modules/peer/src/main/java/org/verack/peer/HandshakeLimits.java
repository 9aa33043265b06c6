package org.verack.peer;

/**
 * How many encrypted handshakes a context accepts. Each costs some tenths of a millisecond of
 * computing, which strangers can ask for by sending 64 bytes; these limits bound what that adds up
 * to. They hold for inbound connections that turn out to be encrypted, and for those only. The
 * numbers of the default are btcd's.
 *
 * {@snippet :
 * // Behind a Tor service all strangers come from this machine: count them.
 * HandshakeLimits limits = HandshakeLimits.DEFAULT.withExemptLocal(false);
 * try (PeerContext context = PeerContext.builder().handshakeLimits(limits).build()) {
 *   assert limits.perSecond() == 20 && limits.burstOfPrefix() == 4;
 * }
 * }
 *
 * @param perSecond how many may begin in a second, all together
 * @param burst how many may begin at once, all together
 * @param perSecondOfPrefix how many of one address prefix may begin in a second
 * @param burstOfPrefix how many of one address prefix may begin at once
 * @param incompleteOfPrefix how many of one address prefix may be under way
 * @param computing how many threads may compute at a time; others wait for their turn
 * @param exemptLocal whether remotes on this machine are counted by none but the last limit. Where
 *     strangers come through a proxy on this machine, as with a Tor service, this should be false
 */
public record HandshakeLimits(
    int perSecond,
    int burst,
    int perSecondOfPrefix,
    int burstOfPrefix,
    int incompleteOfPrefix,
    int computing,
    boolean exemptLocal) {

  /**
   * 20 a second and 40 at once in all; 2 a second, 4 at once and 8 under way for each /24 of IPv4
   * or /64 of IPv6; 4 computing; as in btcd, except that remotes on this machine are exempt, from
   * the limit in all, too.
   */
  public static final HandshakeLimits DEFAULT = new HandshakeLimits(20, 40, 2, 4, 8, 4, true);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public HandshakeLimits {
    int least = Math.min(Math.min(perSecond, burst), Math.min(perSecondOfPrefix, burstOfPrefix));
    if (Math.min(least, Math.min(incompleteOfPrefix, computing)) <= 0) {
      throw new IllegalArgumentException("limits of handshakes are positive");
    }
  }

  /**
   * Changes whether remotes on this machine are exempt.
   *
   * @param value whether they are
   * @return new limits
   */
  public HandshakeLimits withExemptLocal(boolean value) {
    return new HandshakeLimits(
        perSecond, burst, perSecondOfPrefix, burstOfPrefix, incompleteOfPrefix, computing, value);
  }
}
