package org.verack.wire.role;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Message;

/**
 * What two peers have said to each other in a handshake, so far or in the end.
 *
 * {@snippet :
 * Negotiation negotiation = peer.negotiation();
 *
 * assert negotiation.agreed(WtxidRelay.class); // we said it, and so did they
 * assert negotiation.protocolVersion() == ProtocolVersion.LATEST;
 * assert negotiation.remote().services().has(ServiceFlags.NETWORK);
 * assert !negotiation.inbound();
 * }
 *
 * @param inbound whether the remote dialed us
 * @param local the version message we sent
 * @param remote the version message we received
 * @param protocolVersion the version in force: the smaller of both
 * @param sent the messages we sent between version and verack, in order
 * @param received the messages that came between version and verack, in order, as far as they
 *     belong there
 */
public record Negotiation(
    boolean inbound,
    VersionMessage local,
    VersionMessage remote,
    int protocolVersion,
    List<Message> sent,
    List<Message> received) {

  /** Copies the lists. */
  public Negotiation {
    Objects.requireNonNull(local, "local");
    Objects.requireNonNull(remote, "remote");
    sent = List.copyOf(sent);
    received = List.copyOf(received);
  }

  /**
   * Tells whether we sent a message of some type.
   *
   * @param type the type
   * @return whether one of {@link #sent()} is of it
   */
  public boolean sent(Class<? extends Message> type) {
    return sent.stream().anyMatch(type::isInstance);
  }

  /**
   * Tells whether the remote sent a message of some type.
   *
   * @param type the type
   * @return whether one of {@link #received()} is of it
   */
  public boolean received(Class<? extends Message> type) {
    return received.stream().anyMatch(type::isInstance);
  }

  /**
   * Tells whether both sides sent a message of some type, which is how most features are agreed.
   *
   * @param type the type
   * @return whether both did
   */
  public boolean agreed(Class<? extends Message> type) {
    return sent(type) && received(type);
  }
}
