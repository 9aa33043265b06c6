package org.verack.peer;

/**
 * Looks at everything that passes in one direction of a connection, the handshake included. What it
 * sees has already been read or written; it can change nothing.
 *
 * <p>A tap runs on the peer's reader or writer thread, between one message and the next. So it must
 * not block: while it runs, this direction of the connection stands still. It may register and take
 * back taps and send with {@link Peer#trySend}; what waits for the peer belongs in a {@link
 * MessageHandler}. A tap that throws ends the connection with {@link DisconnectReason.Failure}.
 *
 * <p>A tap that is used for several peers, or for both directions of one, is called by several
 * threads at once. Without taps nothing is made for them.
 *
 * {@snippet :
 * Map<String, Long> bytes = new ConcurrentHashMap<>(); // two threads call the tap
 * Tap count = (from, transfer) -> bytes.merge(transfer.command(), transfer.bytes(), Long::sum);
 * try (Registration in = peer.onRead(count);
 *     Registration out = peer.onWrite(count)) {
 *   peer.send(GetAddr.INSTANCE);
 *   remote.send(new Addr(List.of()));
 *   time.awaitQuiet();
 * }
 * assert bytes.equals(Map.of("getaddr", 24L, "addr", 25L)); // with the 24 bytes of the header
 * }
 */
@FunctionalInterface
public interface Tap {

  /**
   * Looks at one attempt to read or to write a message.
   *
   * @param peer whose connection it is
   * @param transfer what was read or written; to be looked at during the call
   */
  void passed(Peer peer, Transfer transfer);
}
