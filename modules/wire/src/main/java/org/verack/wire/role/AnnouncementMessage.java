package org.verack.wire.role;

/** A list of things that its sender has: {@code inv}. */
public interface AnnouncementMessage extends InventoryMessage {}
