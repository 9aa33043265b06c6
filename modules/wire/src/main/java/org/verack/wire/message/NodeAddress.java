package org.verack.wire.message;

import java.util.Objects;
import org.verack.wire.PayloadException;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/**
 * The address of a node as {@code version} carries it: services, address and port, without a time.
 *
 * {@snippet :
 * NetworkAddress ip = NetworkAddress.parse("2001:db8::1");
 * NodeAddress node = new NodeAddress(ServiceFlags.NETWORK, ip, 8333);
 * assert node.toString().equals("[2001:db8::1]:8333");
 *
 * PayloadWriter out = new PayloadWriter(NodeAddress.SIZE);
 * node.write(out);
 * assert NodeAddress.read(PayloadReader.over(out.finish()), "receiver").equals(node);
 * }
 *
 * @param services what the node offers, as far as the sender knows
 * @param address where it is; {@code version} can carry IPv4, IPv6 and Tor v2
 * @param port its port, 0 to 65535
 */
public record NodeAddress(ServiceFlags services, NetworkAddress address, int port) {

  /** No address: everything zero. */
  public static final NodeAddress NONE =
      new NodeAddress(ServiceFlags.NONE, NetworkAddress.UNSPECIFIED, 0);

  /** What the layout takes, in bytes. */
  public static final int SIZE = 8 + LegacyAddress.SIZE + 2;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the port is out of range
   */
  public NodeAddress {
    Objects.requireNonNull(services, "services");
    Objects.requireNonNull(address, "address");
    Limits.requirePort(port);
  }

  /**
   * Reads an address: services, sixteen bytes, and the port, big-endian.
   *
   * @param in at its first byte; afterwards behind its last
   * @param what the field, for the message
   * @return the address
   * @throws PayloadException if fewer than {@link #SIZE} bytes remain
   */
  public static NodeAddress read(PayloadReader in, String what) throws PayloadException {
    in.require(SIZE, what);
    ServiceFlags services = new ServiceFlags(in.readI64(what));
    return new NodeAddress(services, LegacyAddress.read(in, what), in.readPort(what));
  }

  /**
   * Writes the address.
   *
   * @param out where to; {@link #SIZE} bytes are written
   * @throws org.verack.wire.EncodeException if the address does not fit the sixteen bytes
   */
  public void write(PayloadWriter out) {
    out.writeI64(services.bits());
    LegacyAddress.write(address, out);
    out.writePort(port);
  }

  /** Returns address and port, with the brackets that an IPv6 address needs. */
  @Override
  public String toString() {
    return LegacyAddress.withPort(address, port);
  }
}
