package org.verack.peer;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Locale;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.address.NetworkAddress;

/** What remotes that are counted together have in common. */
final class AddressPrefix {

  private AddressPrefix() {}

  /** The first bits of an IP address, or the whole name of a host that has none. */
  static String of(Endpoint remote, int ipv4Bits, int ipv6Bits) {
    return remote
        .address()
        .filter(address -> address.toInetAddress().isPresent())
        .map(address -> of(address, ipv4Bits, ipv6Bits))
        .orElseGet(() -> remote.host().toLowerCase(Locale.ROOT));
  }

  private static String of(NetworkAddress address, int ipv4Bits, int ipv6Bits) {
    byte[] bytes = address.bytes().toArray();
    int bits = bytes.length == 4 ? ipv4Bits : ipv6Bits;
    for (int i = 0; i < bytes.length; i++) {
      int counting = Math.clamp(bits - 8L * i, 0, 8);
      bytes[i] &= (byte) (0xff << (8 - counting));
    }
    return HexFormat.of().formatHex(bytes) + "/" + bits;
  }

  /** Whether the remote is on this machine. */
  static boolean isLocal(Endpoint remote) {
    return remote.host().equalsIgnoreCase("localhost")
        || remote
            .address()
            .flatMap(NetworkAddress::toInetAddress)
            .filter(InetAddress::isLoopbackAddress)
            .isPresent();
  }
}
