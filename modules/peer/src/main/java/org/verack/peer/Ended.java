package org.verack.peer;

/** Leaves the read loop with the reason for which the connection has to end. */
final class Ended extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient DisconnectReason reason;

  Ended(DisconnectReason reason) {
    super(reason.toString(), null, false, false);
    this.reason = reason;
  }

  DisconnectReason reason() {
    return reason;
  }
}
