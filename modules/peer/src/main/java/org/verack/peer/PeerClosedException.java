package org.verack.peer;

import java.io.IOException;

/** The connection has ended, so that nothing can be sent, asked or awaited any more. */
public final class PeerClosedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why it ended. */
  private final transient DisconnectReason reason;

  /**
   * Creates the exception.
   *
   * @param reason why the connection ended
   */
  public PeerClosedException(DisconnectReason reason) {
    super(reason.toString());
    this.reason = reason;
  }

  /**
   * Returns why the connection ended.
   *
   * @return the reason
   */
  public DisconnectReason reason() {
    return reason;
  }
}
