package org.verack.peer.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file to which whole records are added. It is open only while it is written to, because a
 * capture of ten thousand peers has more files than a process may have open.
 */
final class RecordFile {

  private final Path path;
  private final List<ByteBuffer> waiting = new ArrayList<>();
  private long length;

  /** Creates the file; it must not be there. */
  RecordFile(Path path) throws IOException {
    this.path = path;
    FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
  }

  /** Adds part of a record, to be written with the next flush. */
  void add(ByteBuffer part) {
    waiting.add(part);
  }

  /** Writes what was added, all of it or nothing. */
  void flush() throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    ByteBuffer[] parts = waiting.toArray(ByteBuffer[]::new);
    waiting.clear();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      try {
        channel.position(length);
        for (int next = 0; next < parts.length; next = firstUnwritten(parts, next)) {
          long unused = channel.write(parts, next, Math.min(parts.length - next, 512));
        }
        length = channel.position();
      } catch (IOException e) {
        takeBack(channel, e);
        throw e;
      }
    }
  }

  private static int firstUnwritten(ByteBuffer[] parts, int from) {
    int next = from;
    while (next < parts.length && !parts[next].hasRemaining()) {
      next++;
    }
    return next;
  }

  /** The disk is full, for instance: a reader should still find nothing but whole records. */
  private void takeBack(FileChannel channel, IOException cause) {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
