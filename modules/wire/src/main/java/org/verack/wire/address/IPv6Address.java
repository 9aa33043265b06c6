package org.verack.wire.address;

import java.net.InetAddress;
import java.util.Optional;
import org.verack.wire.Bytes;

/**
 * An address of the Internet, version 6.
 *
 * <p>{@code addrv2} may carry, against <a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>, an IPv4 or a
 * Tor v2 address in this form. It is kept as it came; {@link #isMapped()} and {@link #isOnionCat()}
 * tell, and {@link #unwrapped()} takes it out.
 *
 * {@snippet :
 * Bytes sixteen = Bytes.ofHex("00000000000000000000ffff01020304");
 * IPv6Address odd = IPv6Address.of(sixteen); // what addrv2 said, against the BIP
 *
 * assert odd.isMapped() && !odd.isValid();
 * assert odd.unwrapped().equals(NetworkAddress.parse("1.2.3.4"));
 * assert NetworkAddress.fromLegacy(sixteen) instanceof IPv4Address; // as in addr
 * }
 *
 * @param high the first eight bytes as a number, big-endian
 * @param low the last eight bytes as a number, big-endian
 */
public record IPv6Address(long high, long low) implements NetworkAddress {

  /** The number of the network under BIP 155. */
  public static final int NETWORK_ID = 2;

  /** The length in bytes. */
  public static final int LENGTH = 16;

  /** What stands before the four bytes of an IPv4-mapped address, ::ffff:0:0/96. */
  static final long MAPPED = 0xffff_0000_0000L;

  /** What OnionCat puts before the ten bytes of a Tor v2 address, fd87:d87e:eb43::/48. */
  static final long ONION_CAT = 0xfd87_d87e_eb43_0000L;

  /**
   * Makes an address of its bytes.
   *
   * @param bytes sixteen bytes, big-endian
   * @return the address
   * @throws IllegalArgumentException if there are not sixteen
   */
  public static IPv6Address of(Bytes bytes) {
    AddressBytes.requireLength("IPv6", bytes, LENGTH);
    return new IPv6Address(AddressBytes.longAt(bytes, 0), AddressBytes.longAt(bytes, 8));
  }

  /**
   * Tells whether this holds an IPv4 address.
   *
   * @return whether it is in ::ffff:0:0/96
   */
  public boolean isMapped() {
    return high == 0 && (low & ~0xffff_ffffL) == MAPPED;
  }

  /**
   * Tells whether this holds a Tor v2 address.
   *
   * @return whether it is in fd87:d87e:eb43::/48
   */
  public boolean isOnionCat() {
    return (high & ~0xffffL) == ONION_CAT;
  }

  /**
   * Takes out the address that this one holds.
   *
   * @return the IPv4 address of a mapped one, the Tor v2 address of an OnionCat one, else this
   */
  public NetworkAddress unwrapped() {
    if (isMapped()) {
      return new IPv4Address((int) low);
    }
    return isOnionCat() ? new TorV2Address(bytes().slice(6, TorV2Address.LENGTH)) : this;
  }

  @Override
  public int networkId() {
    return NETWORK_ID;
  }

  @Override
  public Bytes bytes() {
    return AddressBytes.ofLongs(high, low);
  }

  @Override
  public Optional<Bytes> toLegacy() {
    return Optional.of(bytes());
  }

  @Override
  public Optional<InetAddress> toInetAddress() {
    return AddressBytes.inetAddress(bytes());
  }

  @Override
  public boolean isValid() {
    return (high | low) != 0 && !isMapped() && !isOnionCat();
  }

  /**
   * Tells whether the address is in none of the ranges that are reserved: loopback, link-local (RFC
   * 4291), unique local (RFC 4193), documentation (RFC 3849), ORCHID (RFC 4843 and 7343),
   * multicast.
   */
  @Override
  public boolean isRoutable() {
    boolean reserved =
        (high == 0 && low == 1)
            || in(0xfe80_0000_0000_0000L, 10)
            || in(0xfc00_0000_0000_0000L, 7)
            || in(0x2001_0db8_0000_0000L, 32)
            || in(0x2001_0010_0000_0000L, 28)
            || in(0x2001_0020_0000_0000L, 28)
            || in(0xff00_0000_0000_0000L, 8);
    return isValid() && !reserved;
  }

  private boolean in(long prefix, int length) {
    return (high ^ prefix) >>> (64 - length) == 0;
  }

  /** Returns the form of RFC 5952: lower case, the longest run of zeros cut, mapped ones dotted. */
  @Override
  public String toString() {
    return isMapped() ? "::ffff:" + new IPv4Address((int) low) : AddressText.ofIPv6(high, low);
  }
}
