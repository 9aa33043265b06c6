package org.verack.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.Bytes;
import org.verack.wire.role.Negotiation;
import org.verack.wire.transport.TransportKind;

/**
 * A snapshot of a connection. Immutable.
 *
 * <p>What the remote said of itself is in its version message, {@code negotiation().remote()}: its
 * user agent, its services, the version that it announced; for Bitcoin that is a {@code Version},
 * which has the height at which it started. {@code negotiation().protocolVersion()} is the version
 * in force.
 *
 * {@snippet :
 * PeerStats stats = peer.stats();
 * assert stats.transport() == TransportKind.V2 && stats.sessionId().isPresent();
 * assert stats.sent().of("version").messages() == 1;
 * assert stats.received().commands().containsKey("verack");
 * assert stats.negotiation().orElseThrow().protocolVersion() == ProtocolVersion.LATEST;
 * assert stats.lastPing().isPresent() && stats.ended().isEmpty();
 * }
 *
 * @param id the number of the peer in its context, from 1
 * @param inbound whether the remote dialed us
 * @param remote who is on the other side
 * @param local where this side is
 * @param connectedAt when the connection was handed over
 * @param transport which transport the connection has, as far as it is known
 * @param sessionId the name of the encrypted session, 32 bytes that both sides see alike unless
 *     somebody sits in between; empty if it is not, or not yet, encrypted
 * @param negotiation how the two sides greeted each other; empty until the handshake is complete
 * @param timeOffset the remote's clock minus ours, as of its version message; zero until then
 * @param sent what was written
 * @param received what was read
 * @param payloadFaults how many of the messages received did not decode
 * @param lastPing the newest round-trip time, if a ping was answered
 * @param leastPing the shortest round-trip time, if a ping was answered
 * @param pingSentAt when the ping was sent that the remote has yet to answer, if there is one
 * @param queuedBytes how much waits to be written
 * @param inboxBytes how much waits to be handled
 * @param ended why the connection ended; empty while it has not
 */
public record PeerStats(
    long id,
    boolean inbound,
    Endpoint remote,
    Endpoint local,
    Instant connectedAt,
    TransportKind transport,
    Optional<Bytes> sessionId,
    Optional<Negotiation> negotiation,
    Duration timeOffset,
    Traffic sent,
    Traffic received,
    long payloadFaults,
    Optional<Duration> lastPing,
    Optional<Duration> leastPing,
    Optional<Instant> pingSentAt,
    long queuedBytes,
    long inboxBytes,
    Optional<DisconnectReason> ended) {

  /** Under what messages are counted whose command the network does not have. */
  public static final String OTHER = "*other*";

  /**
   * What went over the line in one direction, with the handshake.
   *
   * @param bytes all bytes on the wire, also those of messages that did not get through whole
   * @param commands the messages by their command, in alphabetical order; only commands that the
   *     network has, and {@link #OTHER} for all others together. Messages that did not decode are
   *     among them
   * @param last when bytes last went over the line, if ever
   */
  public record Traffic(long bytes, Map<String, Count> commands, Optional<Instant> last) {

    /** Copies the map. */
    public Traffic {
      commands = Collections.unmodifiableMap(new TreeMap<>(commands));
    }

    /**
     * Returns how many messages there were.
     *
     * @return of all commands together
     */
    public long messages() {
      return commands.values().stream().mapToLong(Count::messages).sum();
    }

    /**
     * Returns how many bytes belong to no message: the beginning of one that has not come to its
     * end, and what a transport needs for itself.
     *
     * @return all bytes without those of the messages
     */
    public long bytesOutsideMessages() {
      return bytes - commands.values().stream().mapToLong(Count::bytes).sum();
    }

    /**
     * Returns how many messages of one command there were.
     *
     * @param command the command, or {@link #OTHER}
     * @return zero if there were none
     */
    public Count of(String command) {
      return commands.getOrDefault(command, Count.NONE);
    }
  }

  /**
   * Messages of one command.
   *
   * @param messages how many
   * @param bytes how much they took on the wire, with frame headers
   */
  public record Count(long messages, long bytes) {

    /** No messages. */
    public static final Count NONE = new Count(0, 0);
  }
}
