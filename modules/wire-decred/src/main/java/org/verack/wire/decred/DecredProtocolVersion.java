package org.verack.wire.decred;

/**
 * The protocol versions of the Decred network at which something on the wire changed.
 *
 * <p>A connection uses the smaller of the two announced versions.
 *
 * {@snippet :
 * var question = new GetCFsV2(hash, hash);
 * WireFormat since = WireFormat.base(DecredProtocolVersion.BATCHED_CFILTERS_V2);
 * assert network.messages().encode(question, since).length() == 64;
 * WireFormat before = WireFormat.base(DecredProtocolVersion.BATCHED_CFILTERS_V2 - 1);
 * assertThrows(EncodeException.class, () -> network.messages().encode(question, before));
 * }
 */
public final class DecredProtocolVersion {

  /** The first version. */
  public static final int INITIAL = 1;

  /** From here {@code sendheaders} exists. */
  public static final int SEND_HEADERS = 3;

  /** From here a block may have 1,310,720 bytes instead of 1,000,000. */
  public static final int MAX_BLOCK_SIZE = 4;

  /** From here {@code feefilter} exists. */
  public static final int FEE_FILTER = 5;

  /** From here the first committed filters exist ({@code getcfilter} and its relatives). */
  public static final int NODE_CF = 6;

  /**
   * From here {@code getcfilterv2} and {@code cfilterv2} exist (<a
   * href="https://github.com/decred/dcps/blob/master/dcp-0005/dcp-0005.mediawiki">DCP-0005</a>).
   */
  public static final int CFILTER_V2 = 7;

  /** From here {@code getinitstate} and {@code initstate} exist. */
  public static final int INIT_STATE = 8;

  /** From here {@code reject} does not exist any more; dcrd refuses peers below. */
  public static final int REMOVE_REJECT = 9;

  /** From here the messages for mixing coins exist. */
  public static final int MIX = 10;

  /** From here {@code getcfsv2} and {@code cfiltersv2} exist. */
  public static final int BATCHED_CFILTERS_V2 = 11;

  /**
   * From here {@code addrv2} takes the place of {@code addr}, and nothing may come between version
   * and verack.
   */
  public static final int ADDR_V2 = 12;

  /** The newest version that this library speaks. */
  public static final int LATEST = ADDR_V2;

  private DecredProtocolVersion() {}
}
