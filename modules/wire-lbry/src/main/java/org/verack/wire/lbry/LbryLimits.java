package org.verack.wire.lbry;

import org.verack.wire.chain.TransactionLimits;

/**
 * How large things may be on LBRY's networks, where that is not as on Bitcoin's; as in lbcd.
 *
 * {@snippet :
 * assert LbryLimits.BLOCK == Block.TYPE.maxPayload();
 * assert LbryLimits.TRANSACTION.maxSize() > TransactionLimits.BITCOIN.maxSize();
 * assert network.maxPayload() == LbryLimits.PAYLOAD;
 * }
 */
public final class LbryLimits {

  /** The longest payload of any message, in bytes. */
  public static final int PAYLOAD = 32 << 20;

  /** The longest block, transaction or {@code merkleblock}, in bytes. */
  public static final int BLOCK = 8_000_000;

  /** The most transactions that a block may claim, and hashes in a {@code merkleblock}. */
  public static final int BLOCK_TRANSACTIONS = 800_001;

  /**
   * What a transaction may be. A marker of <a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0144.mediawiki">BIP 144</a> without any
   * witness is passed over.
   */
  public static final TransactionLimits TRANSACTION =
      new TransactionLimits(BLOCK, PAYLOAD, 500_000, 11_000, true);

  private LbryLimits() {}
}
