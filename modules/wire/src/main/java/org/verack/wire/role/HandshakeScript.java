package org.verack.wire.role;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.verack.wire.Message;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;

/**
 * What a family of networks says in a handshake, and when.
 *
 * <p>The order that all share: the dialer sends its version, the listener answers with its own;
 * then each sends what it wants to negotiate and its verack. What differs is data:
 *
 * <pre>
 *             dialer                     listener
 *   version   ------------------------>
 *             &lt;------------------------   version
 *   [negotiation] verack ------------->
 *             &lt;------------------------   [negotiation] verack
 *   [greeting] ----------------------->  &lt;-- [greeting]
 * </pre>
 *
 * <p>Implementations are immutable and safe for use from any thread.
 *
 * {@snippet :
 * HandshakeScript script = network.handshake();
 * Negotiation negotiation = peer.negotiation();
 *
 * assert script.negotiation(negotiation).equals(List.of(WtxidRelay.INSTANCE, SendAddrV2.INSTANCE));
 * assert script.greeting(negotiation).contains(SendHeaders.INSTANCE);
 * assert script.strict().greeting(negotiation).isEmpty(); // as btcd
 * assert script.format(negotiation).witness(); // the remote offers NODE_WITNESS
 * }
 */
public interface HandshakeScript {

  /** When each side sends its verack. */
  enum VerackOrder {
    /** Both send theirs as soon as they have the other's version (Bitcoin). */
    AT_ONCE,
    /** The dialer waits for the listener's before it sends its own (LBRY, Decred). */
    DIALER_WAITS,
    /**
     * Both send theirs as soon as they have the other's version and wait for nothing: the handshake
     * is complete, and the other's verack comes among the messages that follow (Kaspa).
     */
    NOT_AWAITED
  }

  /**
   * Returns what strict peers of this family say.
   *
   * @return another script, or this one
   */
  default HandshakeScript strict() {
    return this;
  }

  /**
   * Makes our version message.
   *
   * @param local what we say of ourselves
   * @return the message
   */
  VersionMessage version(LocalVersion local);

  /**
   * Makes our version message in answer to one that we were sent.
   *
   * @param local what we say of ourselves
   * @param theirs what the remote that dialed us has said
   * @return the message; by default the same as if we had dialed
   */
  default VersionMessage answer(LocalVersion local, VersionMessage theirs) {
    return version(local);
  }

  /**
   * Tells what speaks against a remote, by what its version message says.
   *
   * @param theirs the message
   * @param inbound whether the remote dialed us
   * @return why the connection has to end; by default empty
   */
  default Optional<String> objection(VersionMessage theirs, boolean inbound) {
    return Optional.empty();
  }

  /**
   * Makes the message that ends our handshake.
   *
   * @return the message
   */
  VerackMessage verack();

  /**
   * Tells when the verack is sent.
   *
   * @return the order
   */
  default VerackOrder verackOrder() {
    return VerackOrder.AT_ONCE;
  }

  /**
   * Makes the messages that we send between version and verack.
   *
   * @param soFar the two versions, and what has come meanwhile
   * @return the messages, in order
   */
  default List<Message> negotiation(Negotiation soFar) {
    return List.of();
  }

  /**
   * Looks at a message that came between version and verack.
   *
   * @param message the message
   * @param before those that came before it, in order
   * @throws ViolationException to end the connection
   */
  default void hear(NegotiationMessage message, List<Message> before) throws ViolationException {}

  /**
   * Tells how many messages may come between the remote's version and its verack that are no
   * negotiation. They wait and are handled as soon as the handshake is complete; one more ends the
   * connection.
   *
   * @param protocolVersion the version in force
   * @return the number; by default empty, then what comes too early is never handled, and whether
   *     it ends the connection is a matter of policy
   */
  default OptionalInt messagesBeforeVerack(int protocolVersion) {
    return OptionalInt.empty();
  }

  /**
   * Makes the messages that we send as soon as both veracks are through.
   *
   * @param done the whole handshake
   * @return the messages, in order
   */
  default List<Message> greeting(Negotiation done) {
    return List.of();
  }

  /**
   * Tells how payloads are written after the handshake, where the sender does not choose. What is
   * read may have witnesses in any case.
   *
   * @param done the whole handshake
   * @return the format
   */
  default WireFormat format(Negotiation done) {
    return WireFormat.witness(done.protocolVersion());
  }

  /**
   * Makes a ping.
   *
   * @param nonce the number to be repeated
   * @return the message
   */
  PingMessage ping(long nonce);

  /**
   * Makes the answer to a ping.
   *
   * @param ping what was asked
   * @param protocolVersion the version in force
   * @return the answer, or empty if the version has none
   */
  Optional<? extends PongMessage> pong(PingMessage ping, int protocolVersion);

  /**
   * Tells whether pings are answered at a protocol version, so that an unanswered one means
   * something.
   *
   * @param protocolVersion the version in force
   * @return whether there is a pong
   */
  boolean answersPings(int protocolVersion);
}
