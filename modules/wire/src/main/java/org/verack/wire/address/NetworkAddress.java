package org.verack.wire.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.verack.wire.Bytes;

/**
 * Where a node is, on one of the networks that peers tell each other about (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>), without a
 * port.
 *
 * <p>An address is what the wire said, even where that makes no sense: {@link #isValid()} tells
 * whether BIP 155 lets it be used, {@link #isRoutable()} whether it can be reached from anywhere.
 * Dropping is left to whoever keeps addresses. {@link Object#toString()} gives the text form, and
 * {@link #parse(String)} reads it; names are never resolved.
 *
 * {@snippet :
 * NetworkAddress address = NetworkAddress.parse("2001:db8::1");
 * String way =
 *     switch (address) {
 *       case IPv4Address ip -> "dial it";
 *       case IPv6Address ip -> ip.isMapped() ? "dial " + ip.unwrapped() : "dial it";
 *       case TorV3Address onion -> "ask Tor for " + onion;
 *       case OpaqueAddress unknown -> "keep it for others";
 *       default -> "network " + address.networkId();
 *     };
 * assert way.equals("dial it") && !address.isRoutable(); // that range is for documentation
 * assert NetworkAddress.parse("::ffff:1.2.3.4").equals(NetworkAddress.parse("1.2.3.4"));
 * }
 */
public sealed interface NetworkAddress
    permits CjdnsAddress,
        I2pAddress,
        IPv4Address,
        IPv6Address,
        OpaqueAddress,
        TorV2Address,
        TorV3Address,
        YggdrasilAddress {

  // There are no default methods here on purpose: without them, initialising an implementation
  // does not initialise this interface, whose constant needs an implementation.

  /** No address: sixteen zero bytes. */
  NetworkAddress UNSPECIFIED = new IPv6Address(0, 0);

  /** The longest address of any network, in bytes (BIP 155). */
  int MAX_LENGTH = 512;

  /**
   * Makes an address of what {@code addrv2} carries.
   *
   * @param networkId the network's number under BIP 155, 0 to 255
   * @param bytes the address
   * @return the address; an {@link OpaqueAddress} for networks that have no type here
   * @throws IllegalArgumentException if a known network's addresses have another length, the length
   *     is over {@value #MAX_LENGTH} bytes, or the number is no byte
   */
  static NetworkAddress of(int networkId, Bytes bytes) {
    return switch (networkId) {
      case IPv4Address.NETWORK_ID -> IPv4Address.of(bytes);
      case IPv6Address.NETWORK_ID -> IPv6Address.of(bytes);
      case TorV2Address.NETWORK_ID -> new TorV2Address(bytes);
      case TorV3Address.NETWORK_ID -> new TorV3Address(bytes);
      case I2pAddress.NETWORK_ID -> new I2pAddress(bytes);
      case CjdnsAddress.NETWORK_ID -> CjdnsAddress.of(bytes);
      case YggdrasilAddress.NETWORK_ID ->
          bytes.length() == 16 ? YggdrasilAddress.of(bytes) : new OpaqueAddress(networkId, bytes);
      default -> new OpaqueAddress(networkId, bytes);
    };
  }

  /**
   * Takes over an address of the JDK.
   *
   * @param address the address; a scope id is dropped
   * @return an {@link IPv4Address} or an {@link IPv6Address}
   */
  static NetworkAddress of(InetAddress address) {
    Bytes bytes = Bytes.wrap(address.getAddress());
    return address instanceof Inet4Address ? IPv4Address.of(bytes) : IPv6Address.of(bytes);
  }

  /**
   * Reads the sixteen bytes of {@code version} and {@code addr}.
   *
   * @param bytes sixteen bytes
   * @return an {@link IPv4Address} for an IPv4-mapped one, a {@link TorV2Address} for one in
   *     OnionCat's range, else an {@link IPv6Address}
   * @throws IllegalArgumentException if there are not sixteen bytes
   */
  static NetworkAddress fromLegacy(Bytes bytes) {
    return IPv6Address.of(bytes).unwrapped();
  }

  /**
   * Reads the text form of an address of any kind.
   *
   * <p>That is {@code 1.2.3.4}, {@code 2001:db8::1}, {@code <16 or 56 characters>.onion}, {@code
   * <52 characters>.b32.i2p}, or {@code network-99/0a0b} for networks that have no type here. The
   * ranges fc00::/8 and 0200::/7, which the Internet does not use, are read as CJDNS and Yggdrasil,
   * an IPv4-mapped address as IPv4.
   *
   * @param text the text, in either case
   * @return the address
   * @throws IllegalArgumentException if the text is anything else, such as a host name
   */
  static NetworkAddress parse(String text) {
    return AddressText.parse(text);
  }

  /**
   * Returns the number of the network.
   *
   * @return the number that BIP 155 gives it, 0 to 255
   */
  int networkId();

  /**
   * Returns the address as {@code addrv2} carries it.
   *
   * @return its bytes, big-endian where it is a number
   */
  Bytes bytes();

  /**
   * Returns the address as {@code version} and {@code addr} carry it.
   *
   * @return sixteen bytes, or empty if it does not fit there
   */
  Optional<Bytes> toLegacy();

  /**
   * Returns the address as the JDK's sockets take it.
   *
   * @return the address, or empty if the network is not spoken over IP directly
   */
  Optional<InetAddress> toInetAddress();

  /**
   * Tells whether BIP 155 lets the address be used and told to others.
   *
   * @return false for Tor v2, which is gone; for an IPv6 address that holds an IPv4 or Tor address;
   *     for a CJDNS or Yggdrasil address outside its network's range; for an unknown network
   */
  boolean isValid();

  /**
   * Tells whether the address can be reached from anywhere, as far as its form says.
   *
   * @return whether it is valid and not reserved for private, local, documentation or test use
   */
  boolean isRoutable();
}
