package org.verack.wire.address;

import java.net.InetAddress;
import java.util.Optional;
import org.verack.wire.Bytes;

/**
 * An address on a network that has no type here, kept as it came, so that the message around it
 * decodes and is written back unchanged.
 *
 * <p>Yggdrasil's number with another length than sixteen is such an address too: Bitcoin Core does
 * not know the network, and so does not reject the message.
 *
 * {@snippet :
 * NetworkAddress future = NetworkAddress.of(99, Bytes.ofHex("0a0b"));
 *
 * assert future.toString().equals("network-99/0a0b");
 * assert NetworkAddress.parse("network-99/0a0b").equals(future);
 * assert !future.isValid() && !future.isRoutable(); // kept, but of no use
 * }
 *
 * @param networkId the number of the network under <a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>, 0 to 255
 * @param bytes the address, at most {@value NetworkAddress#MAX_LENGTH} bytes
 */
public record OpaqueAddress(int networkId, Bytes bytes) implements NetworkAddress {

  /**
   * Checks the ranges and frees the bytes from the message around them.
   *
   * @throws IllegalArgumentException if the number is no byte or the number of a network that has a
   *     type, or the address is too long
   */
  public OpaqueAddress {
    boolean typed =
        (networkId >= IPv4Address.NETWORK_ID && networkId <= CjdnsAddress.NETWORK_ID)
            || (networkId == YggdrasilAddress.NETWORK_ID
                && bytes.length() == YggdrasilAddress.LENGTH);
    if (networkId < 0 || networkId > 255 || typed) {
      throw new IllegalArgumentException(
          "network " + networkId + (typed ? " has a type of its own" : " is not 0 to 255"));
    }
    if (bytes.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "address of " + bytes.length() + " bytes, limit " + MAX_LENGTH);
    }
    bytes = bytes.detached();
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
    return false;
  }

  @Override
  public boolean isRoutable() {
    return false;
  }

  /** Returns {@code network-}, the number, a slash and the bytes as hexadecimal digits. */
  @Override
  public String toString() {
    return AddressText.OPAQUE + networkId + "/" + bytes.toHex();
  }
}
