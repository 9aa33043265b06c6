package org.verack.wire.request;

import java.io.IOException;

/**
 * A peer cannot be asked, or its answer is not one.
 *
 * {@snippet :
 * try {
 *   // Heights 1 to 31, though the block that is named as the last has height 30.
 *   peer.request(Requests.filterHeaders(1, 31, hash), Duration.ofMinutes(1));
 *   assert false;
 * } catch (RequestException e) {
 *   assert e.getMessage().contains("30"); // the answer does not fit the question
 * }
 * assert peer.isOpen(); // the connection stays
 * }
 */
public final class RequestException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param detail one line that says what was asked and what is wrong
   */
  public RequestException(String detail) {
    super(detail);
  }
}
