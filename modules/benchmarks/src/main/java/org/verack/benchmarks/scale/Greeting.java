package org.verack.benchmarks.scale;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.WireFormat;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;

/** What a listener says in a handshake, whatever is said to it. */
final class Greeting {

  /** Without negotiation, because bitcoinj takes no message that it does not know there. */
  private static final int PROTOCOL = 70013;

  private Greeting() {}

  static byte[] frames() {
    Version version =
        new Version(
            PROTOCOL,
            ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS),
            System.currentTimeMillis() / 1000,
            NodeAddress.NONE,
            NodeAddress.NONE,
            1,
            "/drain:1.0/",
            0,
            true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Message message : List.of(version, Verack.INSTANCE)) {
      bytes.writeBytes(
          VerackPairs.NETWORK.encode(message, WireFormat.witness(PROTOCOL)).frame().toArray());
    }
    return bytes.toByteArray();
  }
}
