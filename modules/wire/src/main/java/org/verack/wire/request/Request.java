package org.verack.wire.request;

/**
 * A question to a peer that has one answer.
 *
 * <p>A request is an immutable value and can be asked any number of times, of any peer. What
 * happens in one asking is an {@link Exchange}.
 *
 * <p>A program makes its own like this, for messages of its own ({@link
 * org.verack.wire.MessageSet#with}) or those that are here:
 *
 * {@snippet :
 * // Asks for the header of a block.
 * record HeaderRequest(Hash block) implements Request<BlockHeader> {
 *   public String name() {
 *     return "header";
 *   }
 *
 *   public boolean takesTurns() {
 *     return false; // a header says which block it is of
 *   }
 *
 *   public Exchange<BlockHeader> begin(Setting setting) {
 *     return new Exchange<>() {
 *       public List<Message> opening() {
 *         return List.of(new GetHeaders(70016, List.of(), block));
 *       }
 *
 *       public Step<BlockHeader> receive(Message message) {
 *         return message instanceof Headers headers && headers.hashes().equals(List.of(block))
 *             ? new Step.Done<>(headers.header(0))
 *             : Step.unrelated();
 *       }
 *     };
 *   }
 * }
 *
 * BlockHeader header = peer.request(new HeaderRequest(hash), Duration.ofSeconds(30));
 * assert header.hash().equals(hash);
 * }
 *
 * @param <R> the answer
 */
public interface Request<R> {

  /** How much an answer may be made of if a request does not say otherwise: 64 MiB. */
  long DEFAULT_MAX_BYTES = 64L * 1024 * 1024;

  /**
   * Names what the request is about, for messages and for taking turns.
   *
   * @return such as {@code "headers"}
   */
  String name();

  /**
   * Tells whether requests of this name must take turns because their answers cannot be told apart.
   * {@code headers} does not say which {@code getheaders} it answers; a block says which block it
   * is.
   *
   * @return whether only one request of this name may be in flight on a connection
   */
  boolean takesTurns();

  /**
   * Bounds what a hostile peer can make an exchange collect. The engine fails the request when the
   * messages that an exchange has taken are larger together.
   *
   * @return bytes on the wire; by default {@link #DEFAULT_MAX_BYTES}
   */
  default long maxBytes() {
    return DEFAULT_MAX_BYTES;
  }

  /**
   * Begins one asking.
   *
   * @param setting what is known of the connection
   * @return a fresh exchange
   * @throws RequestException if the peer cannot be asked this
   */
  Exchange<R> begin(Setting setting) throws RequestException;
}
