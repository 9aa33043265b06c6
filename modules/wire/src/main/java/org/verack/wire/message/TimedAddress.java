package org.verack.wire.message;

import java.time.Instant;
import java.util.Objects;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;

/**
 * The address of a node as {@code addr} and {@code addrv2} carry it (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>).
 *
 * {@snippet :
 * NetworkAddress ip = NetworkAddress.parse("2001:db8::1");
 * TimedAddress node = new TimedAddress(1_700_000_000, ServiceFlags.NETWORK, ip, 8333);
 *
 * assert node.toString().equals("[2001:db8::1]:8333");
 * assert node.lastSeen().equals(Instant.parse("2023-11-14T22:13:20Z")); // as somebody claims
 * }
 *
 * @param time when the node was last seen, in seconds since 1970, 0 to 2^32 - 1; 0 where a protocol
 *     version below 31402 has none
 * @param services what it offers
 * @param address where it is
 * @param port its port, 0 to 65535; 0 on networks without ports
 */
public record TimedAddress(long time, ServiceFlags services, NetworkAddress address, int port) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the time or the port is out of range
   */
  public TimedAddress {
    Limits.requireU32("time", time);
    Objects.requireNonNull(services, "services");
    Objects.requireNonNull(address, "address");
    Limits.requirePort(port);
  }

  /**
   * Returns when the node was last seen.
   *
   * @return the time
   */
  public Instant lastSeen() {
    return Instant.ofEpochSecond(time);
  }

  /** Returns address and port, with the brackets that an IPv6 address needs. */
  @Override
  public String toString() {
    return LegacyAddress.withPort(address, port);
  }
}
