package org.verack.benchmarks.hostile;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.Random;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.UnknownMessage;
import org.verack.wire.message.GetData;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Version;

/** What attackers say. */
final class Words {

  static final Network NETWORK = Networks.REGTEST;

  static final Ping PING = new Ping(1);
  static final UnknownMessage SMALL = new UnknownMessage("small", Bytes.wrap(new byte[100]));
  static final UnknownMessage LARGEST =
      new UnknownMessage("largest", Bytes.wrap(new byte[4_000_000]));
  static final Inv INV = Inv.of(Collections.nCopies(50_000, InventoryVector.tx(Hash.ZERO)));
  static final GetHeaders GET_HEADERS =
      new GetHeaders(70016, Collections.nCopies(1, Hash.ZERO), Hash.ZERO);
  static final GetData GET_BLOCK = GetData.of(InventoryVector.block(Hash.ZERO));

  /** What one write of a flood has at the least. */
  private static final int BATCH = 64 * 1024;

  private static final int CHECKSUM = 20;

  private Words() {}

  static EncodedMessage encoded(Message message) {
    return NETWORK.encode(message, Raid.format());
  }

  static byte[] frame(Message message) {
    return encoded(message).frame().toArray();
  }

  static byte[] version() {
    return frame(
        new Version(
            70016,
            ServiceFlags.NONE,
            System.currentTimeMillis() / 1000,
            NodeAddress.NONE,
            NodeAddress.NONE,
            1,
            "/hostile:1.0/",
            0,
            true));
  }

  /** A frame many times, for one write. */
  static byte[] many(byte[] frame) {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    do {
      batch.writeBytes(frame);
    } while (batch.size() < BATCH);
    return batch.toByteArray();
  }

  static byte[] many(Message message) {
    return many(frame(message));
  }

  /** A frame whose checksum is wrong. */
  static byte[] damaged(Message message) {
    byte[] frame = frame(message);
    frame[CHECKSUM] ^= 1;
    return frame;
  }

  /** Only the header of a frame. */
  static byte[] header(Message message) {
    return encoded(message).header().toArray();
  }

  /** Bytes that mean nothing; 64 of them are a key of the encrypted transport all the same. */
  static byte[] garbage(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
