package org.verack.peer;

/**
 * What a {@link PeerListener} has done so far. Immutable.
 *
 * {@snippet :
 * PeerListener listener =
 *     PeerListener.listen(
 *         context,
 *         config,
 *         lan.listen(Endpoint.parse("192.0.2.1:8333")),
 *         InboundLimits.DEFAULT.withTotal(1),
 *         inbound -> {});
 * for (int i = 0; i < 3; i++) {
 *   Connection unused = lan.dial(listener.endpoint(), Duration.ofSeconds(5));
 * }
 * time.awaitQuiet();
 * ListenerStats stats = listener.stats();
 * assert stats.open() == 1 && stats.accepted() == 1 && stats.refusedByTotal() == 2;
 * }
 *
 * @param open how many of its peers have not ended, those in their handshake included
 * @param accepted how many connections became peers
 * @param refusedByTotal how many were closed at once because there were too many in all
 * @param refusedByPrefix how many were closed at once because there were too many of their prefix
 * @param failures how often accepting itself failed, mostly for want of file descriptors
 */
public record ListenerStats(
    int open, long accepted, long refusedByTotal, long refusedByPrefix, long failures) {}
