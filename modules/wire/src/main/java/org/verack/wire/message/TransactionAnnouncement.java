package org.verack.wire.message;

import java.util.Objects;
import java.util.Optional;
import org.verack.wire.Hash;
import org.verack.wire.chain.Transaction;
import org.verack.wire.role.Announcement;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.Negotiation;

/**
 * A transaction to be announced, to each peer by the id that was agreed with it (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0339.mediawiki">BIP 339</a>).
 *
 * {@snippet :
 * TransactionAnnouncement news = TransactionAnnouncement.of(transaction);
 * assert news.entry(peer.negotiation()).orElseThrow()
 *     .equals(InventoryVector.wtx(transaction.wtxid())); // both sides said wtxidrelay
 *
 * peer.announce(news); // waits some seconds for others, and is said once
 * }
 *
 * @param txid the hash without the witnesses
 * @param wtxid the hash with the witnesses
 */
public record TransactionAnnouncement(Hash txid, Hash wtxid) implements Announcement {

  /** Checks that nothing is missing. */
  public TransactionAnnouncement {
    Objects.requireNonNull(txid, "txid");
    Objects.requireNonNull(wtxid, "wtxid");
  }

  /**
   * Announces a transaction.
   *
   * @param transaction the transaction
   * @return its announcement, which does not keep it
   */
  public static TransactionAnnouncement of(Transaction transaction) {
    return new TransactionAnnouncement(transaction.txid(), transaction.wtxid());
  }

  /** Returns the wtxid where both sides said {@code wtxidrelay}, else the txid. */
  @Override
  public Optional<? extends InventoryEntry> entry(Negotiation negotiation) {
    return Optional.of(
        negotiation.agreed(WtxidRelay.class)
            ? InventoryVector.wtx(wtxid)
            : InventoryVector.tx(txid));
  }

  /** Returns true. */
  @Override
  public boolean trickles() {
    return true;
  }
}
