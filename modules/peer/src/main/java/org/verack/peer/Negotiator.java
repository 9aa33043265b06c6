package org.verack.peer;

import java.io.IOException;
import java.util.Optional;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.NegotiationMessage;

/**
 * What a program negotiates with a remote between the version messages and our verack, besides what
 * the network's script does: features of its own (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0434.md">BIP 434</a>), for instance.
 *
 * <p>To advertise is to send. To coordinate or to choose, read what the remote sends and answer:
 *
 * {@snippet :
 * Negotiator negotiator =
 *     talk -> {
 *       boolean supported = false;
 *       Optional<NegotiationMessage> next;
 *       while ((next = talk.next()).isPresent()) {
 *         supported |= next.get() instanceof Feature feature && feature.id().equals("BIP9999");
 *       }
 *       if (supported) {
 *         talk.send(new Feature("BIP9999", Bytes.EMPTY));
 *       }
 *       return Optional.empty();
 *     };
 * PeerConfig config = PeerConfig.builder(network).dialer(lan).negotiator(negotiator).build();
 * try (Peer peer = Peer.outbound(context, config)) {
 *   peer.connect("127.0.0.1:18444");
 *   assert !peer.negotiation().agreed(Feature.class); // Bitcoin Core does not know it
 * }
 * }
 *
 * <p>Two sides that both wait for the other's verack wait until the handshake times out. So let the
 * dialer wait ({@link Negotiation#inbound()} is false there), as listeners of today's networks send
 * everything at once.
 *
 * <p>A negotiator that several peers have is called by several threads at once.
 */
@FunctionalInterface
public interface Negotiator {

  /** The conversation between version and verack. Used by the thread that negotiates only. */
  interface Talk {

    /**
     * Returns what has been said.
     *
     * @return the version messages, the version in force, and what was sent and received since
     */
    Negotiation soFar();

    /**
     * Sends a message, together with what else is to be said before the remote is heard again. Does
     * not block.
     *
     * @param message the message; one that cannot be written at the protocol version in force ends
     *     the connection
     */
    void send(NegotiationMessage message);

    /**
     * Waits for what the remote sends. It reaches the handlers, too.
     *
     * @return the next message; empty when the remote has sent its verack
     * @throws IOException if the connection has ended
     * @throws InterruptedException if the peer was closed
     */
    Optional<NegotiationMessage> next() throws IOException, InterruptedException;
  }

  /**
   * Negotiates. Our verack is sent when it returns; all this is part of the time that the handshake
   * has.
   *
   * @param talk the conversation
   * @return a reason to end the connection, or empty to go on
   * @throws IOException if the connection has ended
   * @throws InterruptedException if the peer was closed
   */
  Optional<String> negotiate(Talk talk) throws IOException, InterruptedException;
}
