package org.verack.wire.decred.arbitrary;

import net.jqwik.api.Arbitrary;
import org.verack.wire.Message;

/**
 * How messages of one type are made.
 *
 * @param type the type
 * @param since the first protocol version that has it
 * @param until the last one
 * @param arbitrary makes messages that are written and read back equal at all of them
 */
record MessageGenerator<M extends Message>(
    Class<M> type, int since, int until, Arbitrary<M> arbitrary) {}
