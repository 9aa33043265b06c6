package org.verack.wire.address;

import java.net.InetAddress;
import java.util.Optional;
import org.verack.wire.Bytes;

/**
 * An address of the Internet, version 4.
 *
 * {@snippet :
 * NetworkAddress home = NetworkAddress.parse("192.168.0.1");
 * assert home.isValid() && !home.isRoutable(); // an address, but nobody outside can dial it
 *
 * assert home.equals(new IPv4Address(0xc0a80001));
 * assert home.toLegacy().orElseThrow().toHex().equals("00000000000000000000ffffc0a80001");
 * }
 *
 * @param bits the four bytes as a number, the first in the highest eight bits
 */
public record IPv4Address(int bits) implements NetworkAddress {

  /**
   * The number of the network under <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>.
   */
  public static final int NETWORK_ID = 1;

  /** The length in bytes. */
  public static final int LENGTH = 4;

  /**
   * Makes an address of its bytes.
   *
   * @param bytes four bytes, big-endian
   * @return the address
   * @throws IllegalArgumentException if there are not four
   */
  public static IPv4Address of(Bytes bytes) {
    AddressBytes.requireLength("IPv4", bytes, LENGTH);
    return new IPv4Address(AddressBytes.intAt(bytes, 0));
  }

  @Override
  public int networkId() {
    return NETWORK_ID;
  }

  @Override
  public Bytes bytes() {
    return AddressBytes.ofInt(bits);
  }

  @Override
  public Optional<Bytes> toLegacy() {
    return Optional.of(AddressBytes.ofLongs(0, IPv6Address.MAPPED | (bits & 0xffff_ffffL)));
  }

  @Override
  public Optional<InetAddress> toInetAddress() {
    return AddressBytes.inetAddress(bytes());
  }

  @Override
  public boolean isValid() {
    return bits != 0 && bits != -1;
  }

  /**
   * Tells whether the address is in none of the blocks of RFC 6890 that are reserved: private use
   * (RFC 1918, 6598), this host and loopback, link-local, documentation (RFC 5737), benchmarking
   * (RFC 2544), multicast and class E.
   */
  @Override
  public boolean isRoutable() {
    boolean reserved =
        in(0, 8)
            || in(10 << 24, 8)
            || in(100 << 24 | 64 << 16, 10)
            || in(127 << 24, 8)
            || in(169 << 24 | 254 << 16, 16)
            || in(172 << 24 | 16 << 16, 12)
            || in(192 << 24 | 2 << 8, 24)
            || in(192 << 24 | 168 << 16, 16)
            || in(198 << 24 | 18 << 16, 15)
            || in(198 << 24 | 51 << 16 | 100 << 8, 24)
            || in(203 << 24 | 113 << 8, 24)
            || in(224 << 24, 3);
    return !reserved;
  }

  private boolean in(int prefix, int length) {
    return (bits ^ prefix) >>> (32 - length) == 0;
  }

  /** Returns the dotted form. */
  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }
}
