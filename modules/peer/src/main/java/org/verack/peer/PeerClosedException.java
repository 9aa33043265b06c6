package org.verack.peer;

import java.io.IOException;

/**
 * The connection has ended, so that nothing can be sent, asked or awaited any more. It is thrown by
 * what was waiting at the time, and by what is called later.
 *
 * {@snippet :
 * peer.close("enough for today");
 * try {
 *   peer.send(GetAddr.INSTANCE);
 *   assert false : "sent to nobody";
 * } catch (PeerClosedException e) {
 *   assert e.reason().equals(new DisconnectReason.LocalClose("enough for today"));
 * }
 * }
 */
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
