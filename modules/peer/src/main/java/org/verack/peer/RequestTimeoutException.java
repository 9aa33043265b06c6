package org.verack.peer;

import java.io.IOException;
import java.time.Duration;

/**
 * A request was not answered before its deadline. The connection stays.
 *
 * {@snippet :
 * node.misbehave(new Misbehaviour.Stall(0)); // hangs: no answer, and no pong either
 * var question = Requests.block(hash);
 * var answer = time.async("ask", () -> peer.request(question, Duration.ofSeconds(30)));
 * time.advance(Duration.ofSeconds(30));
 * assert answer.exceptionNow() instanceof RequestTimeoutException;
 * assert peer.isOpen(); // whether to wait, ask again or leave is the program's to decide
 * }
 */
public final class RequestTimeoutException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param what what was asked
   * @param deadline how long it had
   */
  public RequestTimeoutException(String what, Duration deadline) {
    super("no answer to " + what + " within " + deadline.toMillis() + " ms");
  }
}
