package org.verack.wire.address;

import java.net.InetAddress;
import java.util.Optional;
import org.verack.wire.Bytes;

/**
 * An onion service of version 2: the first ten bytes of a SHA-1. The Tor network no longer has
 * them, so they are not told to others any more.
 *
 * {@snippet :
 * NetworkAddress old = NetworkAddress.parse("6hzph5hv6337r6p2.onion");
 *
 * assert old instanceof TorV2Address && !old.isValid(); // not to be told to others
 * assert old.toLegacy().orElseThrow().toHex().startsWith("fd87d87eeb43"); // OnionCat's range
 * }
 *
 * @param bytes ten bytes
 */
public record TorV2Address(Bytes bytes) implements NetworkAddress {

  /**
   * The number of the network under <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>.
   */
  public static final int NETWORK_ID = 3;

  /** The length in bytes. */
  public static final int LENGTH = 10;

  /**
   * Checks the length and frees the bytes from the message around them.
   *
   * @throws IllegalArgumentException if there are not ten bytes
   */
  public TorV2Address {
    AddressBytes.requireLength("Tor v2", bytes, LENGTH);
    bytes = bytes.detached();
  }

  @Override
  public int networkId() {
    return NETWORK_ID;
  }

  /** Returns the address in OnionCat's range, fd87:d87e:eb43::/48. */
  @Override
  public Optional<Bytes> toLegacy() {
    byte[] legacy = AddressBytes.ofLongs(IPv6Address.ONION_CAT, 0).toArray();
    bytes.copyTo(legacy, 6);
    return Optional.of(Bytes.wrap(legacy));
  }

  @Override
  public Optional<InetAddress> toInetAddress() {
    return Optional.empty();
  }

  @Override
  public boolean isValid() {
    return false;
  }

  @Override
  public boolean isRoutable() {
    return false;
  }

  /** Returns sixteen characters of base 32 and {@code .onion}. */
  @Override
  public String toString() {
    return Base32.encode(bytes) + AddressText.ONION;
  }
}
