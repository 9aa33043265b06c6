package org.verack.wire.address;

import java.net.InetAddress;
import java.util.Optional;
import org.verack.wire.Bytes;

/**
 * A destination on I2P: the SHA-256 of it. Ports have no meaning there and are 0.
 *
 * {@snippet :
 * NetworkAddress node =
 *     NetworkAddress.parse("ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p");
 *
 * assert node.networkId() == I2pAddress.NETWORK_ID && node.bytes().length() == 32;
 * assert node.toInetAddress().isEmpty(); // reached through an I2P router, not through a socket
 * }
 *
 * @param bytes the hash, 32 bytes
 */
public record I2pAddress(Bytes bytes) implements NetworkAddress {

  /**
   * The number of the network under <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>.
   */
  public static final int NETWORK_ID = 5;

  /** The length in bytes. */
  public static final int LENGTH = 32;

  /**
   * Checks the length and frees the bytes from the message around them.
   *
   * @throws IllegalArgumentException if there are not 32 bytes
   */
  public I2pAddress {
    AddressBytes.requireLength("I2P", bytes, LENGTH);
    bytes = bytes.detached();
  }

  @Override
  public int networkId() {
    return NETWORK_ID;
  }

  @Override
  public Optional<Bytes> toLegacy() {
    return Optional.empty();
  }

  @Override
  public Optional<InetAddress> toInetAddress() {
    return Optional.empty();
  }

  @Override
  public boolean isValid() {
    return true;
  }

  @Override
  public boolean isRoutable() {
    return true;
  }

  /** Returns 52 characters of base 32 and {@code .b32.i2p}. */
  @Override
  public String toString() {
    return Base32.encode(bytes) + AddressText.I2P;
  }
}
