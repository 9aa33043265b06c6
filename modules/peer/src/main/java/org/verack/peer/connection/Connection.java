package org.verack.peer.connection;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A byte stream to a peer and back.
 *
 * <p>One thread reads, one thread writes, any thread closes. A peer supplied with one owns it.
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
