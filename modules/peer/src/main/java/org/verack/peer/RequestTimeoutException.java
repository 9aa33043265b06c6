package org.verack.peer;

import java.io.IOException;
import java.time.Duration;

/** A request was not answered before its deadline. The connection stays. */
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
