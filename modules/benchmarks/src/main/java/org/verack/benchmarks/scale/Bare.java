package org.verack.benchmarks.scale;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Reading and writing without anything around it. */
final class Bare {

  /** What the JDK copies at a time; more at once makes it keep as much memory. */
  private static final int SLICE = 128 * 1024;

  private Bare() {}

  /** Reads until a buffer is full; returns false if the connection has ended. */
  static boolean fill(SocketChannel from, ByteBuffer target) {
    try {
      while (target.hasRemaining()) {
        if (from.read(target) < 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      // Closed in the end.
      return false;
    }
  }

  /** Writes a whole buffer. */
  static void write(SocketChannel to, ByteBuffer source) throws IOException {
    int end = source.limit();
    while (source.position() < end) {
      source.limit(Math.min(end, source.position() + SLICE));
      to.write(source);
      source.limit(end);
    }
  }
}
