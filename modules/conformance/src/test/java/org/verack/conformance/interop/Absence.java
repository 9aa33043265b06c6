package org.verack.conformance.interop;

import static org.verack.conformance.interop.Capability.ADDRESSES;
import static org.verack.conformance.interop.Capability.BLOCKS;
import static org.verack.conformance.interop.Capability.CHAIN;
import static org.verack.conformance.interop.Capability.COMPACT_BLOCKS;
import static org.verack.conformance.interop.Capability.COMPACT_FILTERS;
import static org.verack.conformance.interop.Capability.FILTERED_BLOCKS;
import static org.verack.conformance.interop.Capability.FORK;
import static org.verack.conformance.interop.Capability.HEADERS;
import static org.verack.conformance.interop.Capability.MEMPOOL;
import static org.verack.conformance.interop.Capability.NEW_BLOCKS;
import static org.verack.conformance.interop.Capability.NOT_FOUND;
import static org.verack.conformance.interop.Capability.TRANSACTIONS;
import static org.verack.conformance.interop.Counterpart.BCOIN;
import static org.verack.conformance.interop.Counterpart.BCOIN_SPV;
import static org.verack.conformance.interop.Counterpart.BITCOINJ;
import static org.verack.conformance.interop.Direction.IT_DIALS_US;
import static org.verack.conformance.interop.Direction.WE_DIAL_IT;

import java.util.List;

/**
 * What no test shows, and why: it cannot be had from the counterpart.
 *
 * @param with with whom
 * @param when who opens the connection
 * @param what what is not there
 * @param why for what reason
 */
record Absence(Counterpart with, Direction when, Capability what, String why) {

  private static final String NO_FILTERS = "it has none";
  private static final String NOT_ASKED = "it does not ask";
  private static final String NO_CHAIN_OF_ITS_OWN =
      "its side of the connection has no chain: the test gives the answers, in its messages";
  private static final String SPV_HAS_NO_BLOCKS = "it has no blocks";

  /** All of them. */
  static final List<Absence> ALL =
      List.of(
          new Absence(BITCOINJ, IT_DIALS_US, COMPACT_FILTERS, NO_FILTERS),
          new Absence(BITCOINJ, WE_DIAL_IT, COMPACT_FILTERS, NO_FILTERS),
          new Absence(BITCOINJ, WE_DIAL_IT, CHAIN, NO_CHAIN_OF_ITS_OWN),
          new Absence(BITCOINJ, WE_DIAL_IT, FORK, NO_CHAIN_OF_ITS_OWN),
          new Absence(
              BCOIN,
              IT_DIALS_US,
              ADDRESSES,
              "it would dial those that it is given, and the tests stay on this machine"),
          new Absence(
              BCOIN,
              IT_DIALS_US,
              HEADERS,
              "it asks for headers below its checkpoints only, and regtest has none"),
          new Absence(BCOIN, IT_DIALS_US, FILTERED_BLOCKS, NOT_ASKED),
          new Absence(BCOIN, IT_DIALS_US, COMPACT_FILTERS, NO_FILTERS),
          new Absence(BCOIN, IT_DIALS_US, MEMPOOL, NOT_ASKED),
          new Absence(BCOIN, IT_DIALS_US, NOT_FOUND, "it asks for what it was told of only"),
          new Absence(BCOIN, WE_DIAL_IT, COMPACT_FILTERS, NO_FILTERS),
          new Absence(
              BCOIN, WE_DIAL_IT, FORK, "whether its chain changes is for who asks it to see"),
          new Absence(
              BCOIN_SPV,
              IT_DIALS_US,
              ADDRESSES,
              "it would dial those that it is given, and the tests stay on this machine"),
          new Absence(
              BCOIN_SPV,
              IT_DIALS_US,
              HEADERS,
              "it asks for headers below its checkpoints only, and regtest has none"),
          new Absence(BCOIN_SPV, IT_DIALS_US, BLOCKS, "it asks for filtered ones"),
          new Absence(BCOIN_SPV, IT_DIALS_US, COMPACT_BLOCKS, "it asks for filtered ones"),
          new Absence(BCOIN_SPV, IT_DIALS_US, COMPACT_FILTERS, NO_FILTERS),
          new Absence(BCOIN_SPV, IT_DIALS_US, MEMPOOL, NOT_ASKED),
          new Absence(BCOIN_SPV, IT_DIALS_US, NOT_FOUND, "it asks for what it was told of only"),
          new Absence(BCOIN_SPV, WE_DIAL_IT, COMPACT_BLOCKS, SPV_HAS_NO_BLOCKS),
          new Absence(BCOIN_SPV, WE_DIAL_IT, COMPACT_FILTERS, NO_FILTERS),
          new Absence(BCOIN_SPV, WE_DIAL_IT, TRANSACTIONS, "it keeps those only that it sends"),
          new Absence(BCOIN_SPV, WE_DIAL_IT, CHAIN, SPV_HAS_NO_BLOCKS),
          new Absence(BCOIN_SPV, WE_DIAL_IT, NEW_BLOCKS, "it announces none"),
          new Absence(BCOIN_SPV, WE_DIAL_IT, FORK, SPV_HAS_NO_BLOCKS));
}
