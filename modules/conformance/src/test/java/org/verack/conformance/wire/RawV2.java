package org.verack.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.verack.wire.Networks;
import org.verack.wire.bip324.Opener;
import org.verack.wire.bip324.Packets;
import org.verack.wire.bip324.Sealer;
import org.verack.wire.bip324.SessionKeys;
import org.verack.wire.secp256k1.EllSwift;

/** One end of an encrypted connection that says exactly what a test wants it to say. */
final class RawV2 {

  static final byte[] NOTHING = {};

  private final boolean initiating;
  private final byte[] secretKey;
  final byte[] publicKey;
  private SessionKeys keys;

  RawV2(boolean initiating, long seed) {
    this.initiating = initiating;
    Random random = new Random(seed);
    secretKey = EllSwift.randomKey(random);
    publicKey = EllSwift.encode(secretKey, random);
  }

  /** Takes the remote's key out of the beginning of what it sent. */
  void agree(byte[] output) {
    keys =
        SessionKeys.agree(
            initiating,
            secretKey,
            publicKey,
            Arrays.copyOf(output, EllSwift.ENCODED_LENGTH),
            Networks.MAINNET.magic());
  }

  SessionKeys keys() {
    return keys;
  }

  byte[] packet(boolean decoy, byte[] contents, byte[] additional) {
    return packet(keys.sealer(), decoy, contents, additional);
  }

  static byte[] packet(Sealer sealer, boolean decoy, byte[] contents, byte[] additional) {
    byte[] packet = new byte[contents.length + Packets.OVERHEAD];
    int at = sealer.begin(contents.length, additional, packet, 0);
    packet[at] = decoy ? Packets.IGNORE : 0;
    System.arraycopy(contents, 0, packet, at + 1, contents.length);
    sealer.end(packet, at, 1 + contents.length, packet, at);
    return packet;
  }

  /** Opens a packet that is all there; header byte and contents, or null if it is not authentic. */
  static byte[] open(Opener opener, byte[] packet, byte[] additional) {
    int length = opener.length(packet, 0);
    byte[] rest = Arrays.copyOfRange(packet, Packets.LENGTH_FIELD, packet.length);
    if (length != rest.length - Packets.HEADER - Packets.TAG) {
      throw new AssertionError("a length of " + length);
    }
    return opener.open(rest, additional) ? Arrays.copyOf(rest, 1 + length) : null;
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
