package org.verack.wire.address;

import java.net.InetAddress;
import java.util.Optional;
import org.verack.wire.Bytes;

/**
 * An onion service of version 3: its Ed25519 public key.
 *
 * <p>The text form carries a checksum; it is computed when the text is asked for, not when an
 * address is received.
 *
 * {@snippet :
 * String name = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";
 * NetworkAddress onion = NetworkAddress.parse(name); // checks the checksum that is in the name
 *
 * assert onion.toString().equals(name) && onion.isRoutable();
 * assert onion.bytes().length() == TorV3Address.LENGTH;
 * assert onion.toLegacy().isEmpty(); // addr has no room for it, only addrv2 has
 * }
 *
 * @param bytes the public key, 32 bytes
 */
public record TorV3Address(Bytes bytes) implements NetworkAddress {

  /**
   * The number of the network under <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>.
   */
  public static final int NETWORK_ID = 4;

  /** The length in bytes. */
  public static final int LENGTH = 32;

  /**
   * Checks the length and frees the bytes from the message around them.
   *
   * @throws IllegalArgumentException if there are not 32 bytes
   */
  public TorV3Address {
    AddressBytes.requireLength("Tor v3", bytes, LENGTH);
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

  /**
   * Returns 56 characters of base 32, of which the last hold checksum and version, and {@code
   * .onion}.
   */
  @Override
  public String toString() {
    return Base32.encode(AddressText.withTorChecksum(bytes)) + AddressText.ONION;
  }
}
