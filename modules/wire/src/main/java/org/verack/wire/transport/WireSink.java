package org.verack.wire.transport;

import java.io.IOException;

/** Where wire bytes go. */
@FunctionalInterface
public interface WireSink {

  /**
   * Takes bytes. The array may be shared with a message: it must not be changed, and not be kept
   * after the call unless copied.
   *
   * @param array where they are
   * @param offset the first
   * @param length how many
   * @throws IOException if they cannot be passed on
   */
  void write(byte[] array, int offset, int length) throws IOException;
}
