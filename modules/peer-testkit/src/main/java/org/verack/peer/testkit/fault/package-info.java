/**
 * What can go wrong with a connection, on purpose and the same way every time.
 *
 * <p>A {@link org.verack.peer.testkit.fault.FaultPlan} is a value with a seed. It wraps any {@link
 * org.verack.peer.connection.Connection}: one in memory, a real socket, or all that a dialer or a
 * listener makes. What it does to the bytes depends on the seed and on their place in the stream,
 * never on how they were cut into reads and writes, so a test that fails fails again.
 *
 * {@snippet :
 * FaultPlan broken = FaultPlan.seeded(7).onReads(line -> line.splitRandomly(9).resetAt(50));
 * PeerConfig config = PeerConfig.builder(network).dialer(broken.wrap(lan, time)).build();
 * Peer peer = Peer.outbound(context, config);
 * var failure = assertThrows(PeerClosedException.class, () -> peer.connect("127.0.0.1:18444"));
 * assert failure.reason() instanceof DisconnectReason.ConnectionLost;
 * }
 */
@NullMarked
package org.verack.peer.testkit.fault;

import org.jspecify.annotations.NullMarked;
