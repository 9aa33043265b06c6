package org.verack.cli;

/** A command could not do its work, for a reason that its user can understand. */
final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;

  CommandFailure(String reason) {
    super(reason);
  }

  CommandFailure(String reason, Throwable cause) {
    super(reason, cause);
  }
}
