package org.verack.wire.chain;

import org.verack.wire.PayloadException;
import org.verack.wire.codec.PayloadReader;

/**
 * Steps over transactions, checking everything that {@link Transaction#read} checks, without making
 * objects: for a message that keeps where its transactions are and makes them when someone asks.
 *
 * <p>Not safe for use by several threads at once.
 *
 * {@snippet :
 * PayloadReader in = PayloadReader.over(block.bytes());
 * in.skip(BlockHeader.SIZE, "header");
 * int count = in.readCount("transactions", Block.MAX_TRANSACTIONS, 10);
 * TransactionScanner scanner = new TransactionScanner();
 * int withWitness = 0;
 * for (int i = 0; i < count; i++) {
 *   withWitness += scanner.skip(in, true) ? 1 : 0;
 * }
 * assert in.remaining() == 0 && withWitness == 4;
 * }
 */
public final class TransactionScanner {

  private final TxScan scan = new TxScan(TransactionLimits.BITCOIN);

  /** Creates a scanner, which can be used any number of times. */
  public TransactionScanner() {}

  /**
   * Steps over a transaction.
   *
   * @param in at its first byte; afterwards behind its last
   * @param witness whether the marker of <a
   *     href="https://github.com/bitcoin/bips/blob/master/bip-0144.mediawiki">BIP 144</a> is
   *     understood
   * @return whether the transaction has the marker, and so a witness
   * @throws PayloadException if no transaction is there
   */
  public boolean skip(PayloadReader in, boolean witness) throws PayloadException {
    scan.scan(in, witness);
    return scan.segwit;
  }
}
