package org.verack.wire.role;

import java.util.Optional;

/**
 * Something that a program wants its peers to know of, such as a transaction. What is said to a
 * peer depends on what was negotiated with it, so one announcement serves them all.
 *
 * <p>Every {@link InventoryEntry} is one: itself, whatever was negotiated.
 *
 * {@snippet :
 * // Told only to peers that we have dialed ourselves.
 * record Discreet(Announcement news) implements Announcement {
 *   public Optional<? extends InventoryEntry> entry(Negotiation negotiation) {
 *     return negotiation.inbound() ? Optional.empty() : news.entry(negotiation);
 *   }
 *
 *   public boolean trickles() {
 *     return news.trickles();
 *   }
 * }
 *
 * Announcement news = new Discreet(TransactionAnnouncement.of(transaction));
 * assert news.entry(peer.negotiation()).isPresent(); // we have dialed this one
 * peer.announce(news);
 * }
 */
public interface Announcement {

  /**
   * Tells how to announce it to a peer.
   *
   * @param negotiation what was negotiated with the peer
   * @return the entry; empty if it cannot be announced to this peer
   */
  Optional<? extends InventoryEntry> entry(Negotiation negotiation);

  /**
   * Tells whether it waits to go out together with others, at a moment that does not give away when
   * we learned of it, and only to peers that want such things (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>'s relay flag).
   * Transactions do, blocks do not.
   *
   * @return whether it waits
   */
  boolean trickles();
}
