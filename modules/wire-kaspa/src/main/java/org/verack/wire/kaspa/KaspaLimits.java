package org.verack.wire.kaspa;

/**
 * How large things may be on Kaspa's networks, as in kaspad 0.6.
 *
 * {@snippet :
 * assert Inv.MAX_ENTRIES == KaspaLimits.INVENTORY; // nodes disconnect over more
 * assert network.maxPayload() == KaspaLimits.PAYLOAD;
 * assert Block.MAX_TRANSACTIONS == KaspaLimits.BLOCK_TRANSACTIONS;
 * }
 */
public final class KaspaLimits {

  /** The longest payload of any message, and the longest script, in bytes. */
  public static final int PAYLOAD = 32 << 20;

  /** The most transactions that a block may claim, and hashes in a {@code merkleblock}. */
  public static final int BLOCK_TRANSACTIONS = 1_000_001;

  /** The most entries of an inventory; nodes disconnect over more. */
  public static final int INVENTORY = 1 << 17;

  private KaspaLimits() {}
}
