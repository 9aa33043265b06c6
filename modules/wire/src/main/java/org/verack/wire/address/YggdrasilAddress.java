package org.verack.wire.address;

import java.net.InetAddress;
import java.util.Optional;
import org.verack.wire.Bytes;

/**
 * An address of Yggdrasil: an IPv6 address in 0200::/7. Bitcoin Core does not use the network.
 *
 * {@snippet :
 * NetworkAddress node = NetworkAddress.parse("200:1:2::3");
 *
 * assert node instanceof YggdrasilAddress; // the Internet does not use 0200::/7
 * assert node.networkId() == 7 && node.isRoutable() && node.toLegacy().isEmpty();
 * }
 *
 * @param high the first eight bytes as a number, big-endian
 * @param low the last eight bytes as a number, big-endian
 */
public record YggdrasilAddress(long high, long low) implements NetworkAddress {

  /**
   * The number of the network under <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>.
   */
  public static final int NETWORK_ID = 7;

  /** The length in bytes. */
  public static final int LENGTH = 16;

  /**
   * Makes an address of its bytes.
   *
   * @param bytes sixteen bytes, big-endian
   * @return the address
   * @throws IllegalArgumentException if there are not sixteen
   */
  public static YggdrasilAddress of(Bytes bytes) {
    AddressBytes.requireLength("Yggdrasil", bytes, LENGTH);
    return new YggdrasilAddress(AddressBytes.longAt(bytes, 0), AddressBytes.longAt(bytes, 8));
  }

  @Override
  public int networkId() {
    return NETWORK_ID;
  }

  @Override
  public Bytes bytes() {
    return AddressBytes.ofLongs(high, low);
  }

  /** Returns nothing: Bitcoin Core does not put such an address into the old form. */
  @Override
  public Optional<Bytes> toLegacy() {
    return Optional.empty();
  }

  /** Returns the IPv6 address by which the network's own interface reaches the node. */
  @Override
  public Optional<InetAddress> toInetAddress() {
    return AddressBytes.inetAddress(bytes());
  }

  @Override
  public boolean isValid() {
    return high >>> 57 == 1;
  }

  @Override
  public boolean isRoutable() {
    return isValid();
  }

  /** Returns the form of an IPv6 address. */
  @Override
  public String toString() {
    return AddressText.ofIPv6(high, low);
  }
}
