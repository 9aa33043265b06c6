package org.verack.conformance.interop;

/** What two peers can do with each other: the rows of the page, in its order. */
public enum Capability {
  HANDSHAKE("handshake"),
  ENCRYPTION("encrypted transport (BIP 324)"),
  PING("ping (BIP 31)"),
  ADDRESSES("addresses (BIP 155)"),
  HEADERS("headers"),
  BLOCKS("blocks (BIP 144)"),
  COMPACT_BLOCKS("compact blocks (BIP 152)"),
  FILTERED_BLOCKS("filtered blocks (BIP 37)"),
  COMPACT_FILTERS("compact filters (BIP 157)"),
  TRANSACTIONS("transactions"),
  MEMPOOL("mempool (BIP 35)"),
  NOT_FOUND("what is not there"),
  CHAIN("a whole chain"),
  NEW_BLOCKS("new blocks"),
  FORK("a fork"),
  TRANSACTION_RELAY("transaction relay");

  private final String title;

  Capability(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
