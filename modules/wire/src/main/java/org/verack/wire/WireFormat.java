package org.verack.wire;

/**
 * The two things besides the bytes that decide how a payload is read and written.
 *
 * {@snippet :
 * WireFormat modern = WireFormat.witness(70016);
 * WireFormat old = WireFormat.base(70012);
 *
 * assert network.encode(transaction, modern).payload().equals(transaction.bytes());
 * assert network.encode(transaction, old).payload().equals(transaction.strippedBytes());
 * }
 *
 * @param protocolVersion the version in force: before the negotiation the local maximum, after it
 *     the smaller of both sides' (see {@link ProtocolVersion}); zero or more
 * @param witness whether transactions carry witness data (<a
 *     href="https://github.com/bitcoin/bips/blob/master/bip-0144.mediawiki">BIP 144</a>). When
 *     reading with it, the marker tells which form a transaction has; without it, a transaction
 *     with the marker is read as one without inputs
 */
public record WireFormat(int protocolVersion, boolean witness) {

  /**
   * Checks the version.
   *
   * @throws IllegalArgumentException if the version is negative
   */
  public WireFormat {
    if (protocolVersion < 0) {
      throw new IllegalArgumentException("protocol version " + protocolVersion);
    }
  }

  /**
   * The format of today's network: the given version, with witness data.
   *
   * @param protocolVersion the version in force
   * @return the format
   */
  public static WireFormat witness(int protocolVersion) {
    return new WireFormat(protocolVersion, true);
  }

  /**
   * The format of peers from before segregated witness.
   *
   * @param protocolVersion the version in force
   * @return the format
   */
  public static WireFormat base(int protocolVersion) {
    return new WireFormat(protocolVersion, false);
  }

  /**
   * Changes whether witnesses are written.
   *
   * @param value whether they are
   * @return a new value
   */
  public WireFormat withWitness(boolean value) {
    return new WireFormat(protocolVersion, value);
  }
}
