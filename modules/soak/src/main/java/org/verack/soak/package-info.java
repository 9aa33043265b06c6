/**
 * Many peers, random traffic, faults and reconnects for as long as one likes, with an account of
 * every message and a look at the process after each round.
 *
 * <p>{@link org.verack.soak.Soak} is the program. In each round every {@link
 * org.verack.soak.Caller} makes one {@link org.verack.soak.Talk} after another with the {@link
 * org.verack.soak.Hosts}; a talk compares what one end wrote with what the other read, message by
 * message, in two {@link org.verack.soak.Ledger ledgers}, and adds the result to the {@link
 * org.verack.soak.Accounts}. Between rounds nothing is connected, and a {@link
 * org.verack.soak.Reading} of heap, threads and descriptors is taken; {@link
 * org.verack.soak.Growth} judges the series.
 */
@NullMarked
package org.verack.soak;

import org.jspecify.annotations.NullMarked;
