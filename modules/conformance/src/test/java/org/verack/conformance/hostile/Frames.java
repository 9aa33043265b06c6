package org.verack.conformance.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.verack.wire.Bytes;

/** Frames of the plain transport, true or not. */
final class Frames {

  private static final int HEADER = 24;

  private Frames() {}

  /**
   * Makes a frame.
   *
   * @param length what it claims to have of payload
   * @param goodChecksum whether the checksum is that of the payload
   */
  static Bytes plain(String command, Bytes payload, int length, boolean goodChecksum) {
    ByteBuffer frame =
        ByteBuffer.allocate(HEADER + payload.length()).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(Stage.NETWORK.magic());
    frame.put(command.getBytes(StandardCharsets.US_ASCII)).position(16);
    int sum = Stage.NETWORK.checksum().of(payload.array(), payload.offset(), payload.length());
    frame.putInt(length).putInt(goodChecksum ? sum : ~sum).put(payload.toArray());
    return Bytes.wrap(frame.array());
  }
}
