package org.verack.peer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.verack.wire.role.Rejection;

/** Leaves the read loop with the reason for which the connection has to end. */
final class Ended extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient DisconnectReason reason;
  private final transient @Nullable Rejection rejection;

  Ended(DisconnectReason reason) {
    this(reason, null);
  }

  /** Ends the connection, after the remote has been told why if the configuration wants that. */
  Ended(DisconnectReason reason, @Nullable Rejection rejection) {
    super(reason.toString(), null, false, false);
    this.reason = reason;
    this.rejection = rejection;
  }

  DisconnectReason reason() {
    return reason;
  }

  Optional<Rejection> rejection() {
    return Optional.ofNullable(rejection);
  }
}
