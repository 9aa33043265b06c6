package org.verack.wire;

/**
 * The protocol versions of the Bitcoin network at which something on the wire changed.
 *
 * <p>A connection uses the smaller of the two announced versions. Other families count their own
 * versions.
 *
 * {@snippet :
 * int inForce = Math.min(ProtocolVersion.LATEST, 70015); // the remote's version message says 70015
 *
 * assert inForce >= ProtocolVersion.SENDHEADERS;
 * assert inForce < ProtocolVersion.WTXID_RELAY; // so nobody may say wtxidrelay
 * try {
 *   network.encode(WtxidRelay.INSTANCE, WireFormat.witness(inForce));
 *   assert false;
 * } catch (EncodeException e) {
 *   assert e.fault() == WireFault.NOT_AT_THIS_VERSION;
 * }
 * }
 */
public final class ProtocolVersion {

  /** From here {@code addr} may carry more than one address. */
  public static final int MULTIPLE_ADDRESSES = 209;

  /** From here the entries of {@code addr} carry a time. */
  public static final int ADDRESS_TIME = 31402;

  /** From here {@code getheaders} exists; Bitcoin Core refuses peers below. */
  public static final int GETHEADERS = 31800;

  /**
   * Above (not at) this version {@code ping} has a nonce and {@code pong} exists (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0031.mediawiki">BIP 31</a>).
   */
  public static final int BIP31 = 60000;

  /**
   * From here {@code mempool} exists (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0035.mediawiki">BIP 35</a>).
   */
  public static final int MEMPOOL = 60002;

  /**
   * From here bloom filters, {@code notfound} and the relay flag of {@code version} (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>).
   */
  public static final int BLOOM = 70001;

  /**
   * From here {@code reject} exists (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0061.mediawiki">BIP 61</a>, since
   * abandoned).
   */
  public static final int REJECT = 70002;

  /**
   * From here bloom messages need the NODE_BLOOM service (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0111.mediawiki">BIP 111</a>).
   */
  public static final int NODE_BLOOM = 70011;

  /**
   * From here {@code sendheaders} exists (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0130.mediawiki">BIP 130</a>).
   */
  public static final int SENDHEADERS = 70012;

  /**
   * From here {@code feefilter} exists (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0133.mediawiki">BIP 133</a>).
   */
  public static final int FEEFILTER = 70013;

  /**
   * From here compact blocks exist (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0152.mediawiki">BIP 152</a>).
   */
  public static final int COMPACT_BLOCKS = 70014;

  /** From here an invalid compact block is not punished (BIP 152). */
  public static final int INVALID_COMPACT_BLOCKS = 70015;

  /**
   * From here {@code wtxidrelay} and {@code sendaddrv2} are negotiated (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0339.mediawiki">BIP 339</a>, <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>).
   */
  public static final int WTXID_RELAY = 70016;

  /**
   * From here {@code feature} is negotiated (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0434.md">BIP 434</a>).
   */
  public static final int FEATURE = 70017;

  /** The newest version that this library speaks. */
  public static final int LATEST = FEATURE;

  private ProtocolVersion() {}
}
