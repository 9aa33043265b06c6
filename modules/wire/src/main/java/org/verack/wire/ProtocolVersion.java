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

  /** Above (not at) this version {@code ping} has a nonce and {@code pong} exists (BIP 31). */
  public static final int BIP31 = 60000;

  /** From here {@code mempool} exists (BIP 35). */
  public static final int MEMPOOL = 60002;

  /** From here bloom filters, {@code notfound} and the relay flag of {@code version} (BIP 37). */
  public static final int BLOOM = 70001;

  /** From here {@code reject} exists (BIP 61, since abandoned). */
  public static final int REJECT = 70002;

  /** From here bloom messages need the NODE_BLOOM service (BIP 111). */
  public static final int NODE_BLOOM = 70011;

  /** From here {@code sendheaders} exists (BIP 130). */
  public static final int SENDHEADERS = 70012;

  /** From here {@code feefilter} exists (BIP 133). */
  public static final int FEEFILTER = 70013;

  /** From here compact blocks exist (BIP 152). */
  public static final int COMPACT_BLOCKS = 70014;

  /** From here an invalid compact block is not punished (BIP 152). */
  public static final int INVALID_COMPACT_BLOCKS = 70015;

  /** From here {@code wtxidrelay} and {@code sendaddrv2} are negotiated (BIP 339, BIP 155). */
  public static final int WTXID_RELAY = 70016;

  /** From here {@code feature} is negotiated (BIP 434). */
  public static final int FEATURE = 70017;

  /** The newest version that this library speaks. */
  public static final int LATEST = FEATURE;

  private ProtocolVersion() {}
}
