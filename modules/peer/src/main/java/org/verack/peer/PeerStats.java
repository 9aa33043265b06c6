package org.verack.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.role.Negotiation;

/**
 * A snapshot of a connection.
 *
 * @param id the number of the peer in its context, from 1
 * @param inbound whether the remote dialed us
 * @param remote who is on the other side
 * @param local where this side is
 * @param connectedAt when the connection was handed over
 * @param negotiation how the two sides greeted each other; empty until the handshake is complete
 * @param timeOffset the remote's clock minus ours, as of its version message; zero until then
 * @param bytesSent on the wire, with frame headers
 * @param bytesReceived on the wire, with frame headers
 * @param messagesSent how many messages were written
 * @param messagesReceived how many frames were read, those that did not decode included
 * @param payloadFaults how many of them did not decode
 * @param lastSend when bytes were last written, if ever
 * @param lastReceive when bytes were last read, if ever
 * @param lastPing the newest round-trip time, if a ping was answered
 * @param leastPing the shortest round-trip time, if a ping was answered
 * @param queuedBytes how much waits to be written
 * @param inboxBytes how much waits to be handled
 */
public record PeerStats(
    long id,
    boolean inbound,
    Endpoint remote,
    Endpoint local,
    Instant connectedAt,
    Optional<Negotiation> negotiation,
    Duration timeOffset,
    long bytesSent,
    long bytesReceived,
    long messagesSent,
    long messagesReceived,
    long payloadFaults,
    Optional<Instant> lastSend,
    Optional<Instant> lastReceive,
    Optional<Duration> lastPing,
    Optional<Duration> leastPing,
    long queuedBytes,
    long inboxBytes) {}
