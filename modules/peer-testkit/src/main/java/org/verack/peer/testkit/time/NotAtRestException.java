package org.verack.peer.testkit.time;

/**
 * Threads did not come to rest within the patience of a {@link VirtualRuntime}, or a thread from
 * outside waits for something that can no longer happen. The message lists who does what.
 */
public final class NotAtRestException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  NotAtRestException(String message) {
    super(message);
  }
}
