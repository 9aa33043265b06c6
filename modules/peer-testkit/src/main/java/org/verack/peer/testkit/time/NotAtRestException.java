package org.verack.peer.testkit.time;

/**
 * Threads did not come to rest within the patience of a {@link VirtualRuntime}, or a thread from
 * outside waits for something that can no longer happen. The message lists who does what.
 *
 * {@snippet :
 * try (VirtualRuntime time = VirtualRuntime.builder().patience(Duration.ofMillis(50)).build()) {
 *   CountDownLatch hidden = new CountDownLatch(1);
 *   time.async("hider", () -> hidden.await(1, TimeUnit.MINUTES)); // the clock cannot see this wait
 *   try {
 *     time.awaitQuiet();
 *     assert false : "somebody is still busy";
 *   } catch (NotAtRestException e) {
 *     assert e.getMessage().contains("hider"); // and what it is doing
 *   }
 *   hidden.countDown();
 * }
 * }
 */
public final class NotAtRestException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  NotAtRestException(String message) {
    super(message);
  }
}
