package org.verack.wire.request;

import java.io.IOException;

/** A peer cannot be asked, or its answer is not one. */
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
