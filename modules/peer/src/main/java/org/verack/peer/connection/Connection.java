package org.verack.peer.connection;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A byte stream to a peer and back.
 *
 * <p>One thread reads, one thread writes, any thread closes; everything else is safe from any
 * thread. A peer supplied with one owns it. The engine does not interrupt who reads or writes: it
 * closes.
 *
 * {@snippet :
 * Connection line = lan.dial(Endpoint.parse("127.0.0.1:18444"), Duration.ofSeconds(5));
 * try (Peer peer = Peer.outbound(context, config)) {
 *   peer.connect(line); // whatever carries bytes both ways; the peer owns it from here on
 *   assert peer.stats().remote().equals(line.remote());
 * }
 * }
 */
public interface Connection extends Closeable {

  /**
   * Reads some bytes. Blocks until there is at least one, the remote has ended its side, or the
   * connection is closed.
   *
   * @param target where to; has room for at least one byte and is backed by an array
   * @return how many were read, at least 1; -1 if the remote has ended its side
   * @throws IOException if the connection is broken or closed
   */
  int read(ByteBuffer target) throws IOException;

  /**
   * Writes all bytes of a buffer. Blocks until they have been handed over.
   *
   * @param source what to write; its position moves over what was written
   * @throws IOException if the connection is broken or closed; then some may have been written, and
   *     the position says how many
   */
  void write(ByteBuffer source) throws IOException;

  /**
   * Returns who is on the other side.
   *
   * @return the remote endpoint
   */
  Endpoint remote();

  /**
   * Returns where this side is.
   *
   * @return the local endpoint
   */
  Endpoint local();

  /** Ends both directions at once. Threads that read or write wake up. Does not block. */
  @Override
  void close();
}
