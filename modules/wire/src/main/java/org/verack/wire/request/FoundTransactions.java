package org.verack.wire.request;

import java.util.List;
import org.verack.wire.Hash;
import org.verack.wire.chain.Transaction;

/**
 * The answer to a request for transactions.
 *
 * {@snippet :
 * List<Hash> wanted = List.of(transaction.txid());
 * FoundTransactions answer = peer.request(Requests.transactions(wanted), Duration.ofMinutes(1));
 *
 * assert answer.missing().equals(wanted); // nodes do not look for transactions in their blocks
 * }
 *
 * @param found the transactions that came, in the order in which they were asked for
 * @param missing the txids or wtxids of those that the peer does not have or does not give, in that
 *     order
 */
public record FoundTransactions(List<Transaction> found, List<Hash> missing) {

  /** Copies the lists. */
  public FoundTransactions {
    found = List.copyOf(found);
    missing = List.copyOf(missing);
  }
}
