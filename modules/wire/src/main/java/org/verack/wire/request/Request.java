package org.verack.wire.request;

/**
 * A question to a peer that has one answer.
 *
 * <p>A request is an immutable value and can be asked any number of times, of any peer. What
 * happens in one asking is an {@link Exchange}.
 *
 * @param <R> the answer
 */
public interface Request<R> {

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
   * Begins one asking.
   *
   * @param setting what is known of the connection
   * @return a fresh exchange
   * @throws RequestException if the peer cannot be asked this
   */
  Exchange<R> begin(Setting setting) throws RequestException;
}
