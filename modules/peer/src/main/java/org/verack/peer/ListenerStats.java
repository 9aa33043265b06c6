package org.verack.peer;

/**
 * What a {@link PeerListener} has done so far.
 *
 * @param open how many of its peers have not ended, those in their handshake included
 * @param accepted how many connections became peers
 * @param refusedByTotal how many were closed at once because there were too many in all
 * @param refusedByPrefix how many were closed at once because there were too many of their prefix
 * @param failures how often accepting itself failed, mostly for want of file descriptors
 */
public record ListenerStats(
    int open, long accepted, long refusedByTotal, long refusedByPrefix, long failures) {}
