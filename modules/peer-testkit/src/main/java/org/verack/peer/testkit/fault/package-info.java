/**
 * What can go wrong with a connection, on purpose and the same way every time.
 *
 * <p>A {@link org.verack.peer.testkit.fault.FaultPlan} is a value with a seed. It wraps any {@link
 * org.verack.peer.connection.Connection}: one in memory, a real socket, or all that a dialer or a
 * listener makes. What it does to the bytes depends on the seed and on their place in the stream,
 * never on how they were cut into reads and writes, so a test that fails fails again.
 *
 * <pre>{@code
 * FaultPlan slow = FaultPlan.seeded(7).onReads(line -> line.splitRandomly(40).delay(ofMillis(80)));
 * peer.connect(slow.wrap(pair.dialer(), time));
 * }</pre>
 */
@NullMarked
package org.verack.peer.testkit.fault;

import org.jspecify.annotations.NullMarked;
