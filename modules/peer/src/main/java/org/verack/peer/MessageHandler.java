package org.verack.peer;

import org.verack.wire.Message;

/**
 * What to do with a message.
 *
 * <p>Handlers of a peer run one at a time, in the order in which messages arrived, on a virtual
 * thread of their own. They may block, send, and ask the same peer questions; while one runs, the
 * peer goes on reading until its inbox is full; a handler that waits for an answer while so much
 * arrives that the inbox fills waits until its deadline. One that throws ends the connection with
 * {@link DisconnectReason.Failure}. When the connection ends meanwhile, one that runs is
 * interrupted only if it is this side that {@linkplain Peer#close() closes} the peer.
 *
 * {@snippet :
 * Set<Hash> fetched = ConcurrentHashMap.newKeySet();
 * MessageHandler<Headers> fetch =
 *     (from, headers) -> {
 *       for (BlockHeader header : headers.headers()) { // may wait: this is a thread of its own
 *         from.request(Requests.block(header.hash()), Duration.ofMinutes(1))
 *             .ifPresent(block -> fetched.add(block.hash()));
 *       }
 *     };
 * peer.on(Headers.class, fetch);
 * node.announce(chain.tipHash()); // by its header, as a peer asks for by default (BIP 130)
 * time.awaitQuiet();
 * assert fetched.equals(Set.of(chain.tipHash()));
 * }
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
