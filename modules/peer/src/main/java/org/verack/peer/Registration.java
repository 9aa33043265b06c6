package org.verack.peer;

/**
 * Something that was registered and can be taken back, from any thread.
 *
 * {@snippet :
 * AtomicInteger heard = new AtomicInteger();
 * Registration registration = peer.on(Addr.class, (from, addr) -> heard.incrementAndGet());
 * remote.send(new Addr(List.of()));
 * time.awaitQuiet();
 * registration.close(); // from now on the handler gets nothing
 * remote.send(new Addr(List.of()));
 * time.awaitQuiet();
 * assert heard.get() == 1;
 * }
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

  /** Takes it back. What is being handled at the moment is finished. Idempotent; does not block. */
  @Override
  void close();
}
