package org.verack.peer;

import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.UnknownMessage;

/**
 * Something that happened to a connection and is not a message with a meaning. Events reach their
 * {@linkplain Peer#onEvent handlers} in the order in which they happened, among the messages. All
 * are immutable.
 *
 * {@snippet :
 * List<String> log = new CopyOnWriteArrayList<>();
 * peer.onEvent(
 *     PeerEvent.class,
 *     (from, event) ->
 *         log.add(
 *             switch (event) {
 *               case PeerEvent.PayloadFault fault -> "cannot read " + fault.raw().command();
 *               case PeerEvent.Disconnected end -> end.reason().toString();
 *               default -> event.toString();
 *             }));
 * remote.sendFrame("ping", Bytes.ofHex("c0ffee"), true); // a ping has eight bytes
 * remote.close();
 * time.awaitQuiet();
 * assert log.equals(List.of("cannot read ping", "closed by the remote"));
 * }
 */
public sealed interface PeerEvent {

  /**
   * A message did not decode; the connection goes on.
   *
   * @param cause what is wrong and where
   * @param raw the bytes
   */
  record PayloadFault(PayloadException cause, UnknownMessage raw) implements PeerEvent {}

  /**
   * A message came before its time: before the version message, or between version and verack
   * though it does not belong there. It was ignored.
   *
   * @param message the message
   */
  record EarlyMessage(Message message) implements PeerEvent {}

  /**
   * A second version or verack came. It was ignored.
   *
   * @param message the message
   */
  record RepeatedHandshake(Message message) implements PeerEvent {}

  /**
   * A message was dropped, because the network's rules say that it means nothing here.
   *
   * @param message the message
   * @param why the rule
   */
  record IgnoredMessage(Message message, String why) implements PeerEvent {}

  /** The handshake is complete. */
  record Connected() implements PeerEvent {}

  /**
   * The connection has ended. This is the last event.
   *
   * @param reason why
   */
  record Disconnected(DisconnectReason reason) implements PeerEvent {}

  /**
   * What to do with an event. The rules of {@link MessageHandler} hold.
   *
   * @param <E> the events
   */
  @FunctionalInterface
  interface Handler<E extends PeerEvent> {

    /**
     * Handles an event.
     *
     * @param peer what it happened to
     * @param event what happened
     * @throws Exception to end the connection
     */
    void handle(Peer peer, E event) throws Exception;
  }
}
