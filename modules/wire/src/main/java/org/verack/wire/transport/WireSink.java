package org.verack.wire.transport;

import java.io.IOException;

/**
 * Where wire bytes go.
 *
 * {@snippet :
 * ByteArrayOutputStream out = new ByteArrayOutputStream();
 * WireSink sink = out::write;
 *
 * new V1Transport(network).write(network.encode(new Ping(7), format), sink);
 * Frame frame = V1Transport.read(network, Bytes.wrap(out.toByteArray()));
 * assert frame.decode(network.messages(), format).equals(new Ping(7));
 * }
 */
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
