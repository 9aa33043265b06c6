package org.verack.wire.decred.message;

import java.util.Objects;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.decred.DecredServices;
import org.verack.wire.decred.codec.Limits;
import org.verack.wire.message.NodeAddress;

/**
 * The address of a node as {@link AddrV2} carries it.
 *
 * {@snippet :
 * var home = new TimedAddress(
 *     Instant.parse("2026-01-01T00:00:00Z").getEpochSecond(), // seconds; Bitcoin's has 32 bits
 *     DecredServices.NETWORK,
 *     NetworkAddress.parse("2001:db8::7"),
 *     9108);
 * assert home.toString().equals("[2001:db8::7]:9108");
 * }
 *
 * @param time when the node was last seen, in seconds since 1970, at most 2^63 - 1 - 62,135,596,800
 * @param services what it offers, see {@link DecredServices}
 * @param address where it is; {@code addrv2} can carry IPv4, IPv6 and Tor v3
 * @param port its port, 0 to 65535
 */
public record TimedAddress(long time, ServiceFlags services, NetworkAddress address, int port) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the port is out of range
   */
  public TimedAddress {
    Objects.requireNonNull(services, "services");
    Objects.requireNonNull(address, "address");
    Limits.requireU16("port", port);
  }

  /** Returns address and port, with the brackets that an IPv6 address needs. */
  @Override
  public String toString() {
    return new NodeAddress(services, address, port).toString();
  }
}
