package org.verack.peer;

import org.verack.wire.Message;

/**
 * What to do with a message.
 *
 * <p>Handlers of a peer run one at a time, in the order in which messages arrived, on a virtual
 * thread of their own. They may block, send, and ask the same peer questions; while one runs, the
 * peer goes on reading until its inbox is full; a handler that waits for an answer while so much
 * arrives that the inbox fills waits until its deadline. One that throws ends the connection with
 * {@link DisconnectReason.Failure}.
 *
 * @param <M> the messages
 */
@FunctionalInterface
public interface MessageHandler<M extends Message> {

  /**
   * Handles a message.
   *
   * @param peer where it came from
   * @param message the message
   * @throws Exception to end the connection
   */
  void handle(Peer peer, M message) throws Exception;
}
