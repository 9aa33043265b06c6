package org.verack.wire.role;

/**
 * A list of things that its sender has: {@code inv}.
 *
 * {@snippet :
 * // Whatever network it is: what do others have?
 * Set<Hash> seen = ConcurrentHashMap.newKeySet();
 * peer.on(
 *     AnnouncementMessage.class,
 *     (from, message) -> message.items().forEach(item -> seen.add(item.hash())));
 *
 * AnnouncementMessage bitcoins = Inv.of(InventoryVector.block(hash)); // the family's own class
 * assert bitcoins.items().getFirst().hash().equals(hash);
 * }
 */
public interface AnnouncementMessage extends InventoryMessage {}
