package org.verack.wire.kaspa.chain;

import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.codec.PayloadReader;

/**
 * Which kind of payload a transaction carries, and which of them a partial node wants.
 *
 * {@snippet :
 * assert SubnetworkId.COINBASE.isBuiltIn() && !SubnetworkId.NATIVE.isBuiltIn();
 * assert SubnetworkId.REGISTRY.toString().endsWith("02"); // the last byte on the wire comes first
 * assert SubnetworkId.REGISTRY.bytes().get(0) == 2;
 * }
 *
 * @param bytes the 20 bytes as they stand on the wire
 */
public record SubnetworkId(Bytes bytes) {

  /** How many bytes it takes. */
  public static final int LENGTH = 20;

  /** Transactions without a payload. */
  public static final SubnetworkId NATIVE = first(0);

  /** Coinbases. */
  public static final SubnetworkId COINBASE = first(1);

  /** Registrations of further subnetworks. */
  public static final SubnetworkId REGISTRY = first(2);

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if there are not 20 bytes
   */
  public SubnetworkId {
    if (bytes.length() != LENGTH) {
      throw new IllegalArgumentException(
          "a subnetwork id has " + LENGTH + " bytes, not " + bytes.length());
    }
    // Ids are kept for longer than the messages they came in.
    bytes = bytes.detached();
  }

  private static SubnetworkId first(int value) {
    byte[] bytes = new byte[LENGTH];
    bytes[0] = (byte) value;
    return new SubnetworkId(Bytes.wrap(bytes));
  }

  /**
   * Reads an id.
   *
   * @param in at its first byte; afterwards behind its last
   * @return the id
   * @throws PayloadException if fewer than 20 bytes remain
   */
  public static SubnetworkId read(PayloadReader in) throws PayloadException {
    in.require(LENGTH, "subnetwork id");
    return new SubnetworkId(in.readBytes(LENGTH));
  }

  /**
   * Tells whether the network itself gives this id its meaning; gas means nothing there.
   *
   * @return whether it is {@link #COINBASE} or {@link #REGISTRY}
   */
  public boolean isBuiltIn() {
    return equals(COINBASE) || equals(REGISTRY);
  }

  /** Returns the digits as Kaspa shows them: the last byte on the wire first. */
  @Override
  public String toString() {
    byte[] reversed = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      reversed[i] = bytes.get(LENGTH - 1 - i);
    }
    return Bytes.wrap(reversed).toHex();
  }
}
