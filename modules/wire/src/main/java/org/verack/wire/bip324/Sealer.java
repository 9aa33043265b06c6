package org.verack.wire.bip324;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Encrypts the packets of one direction, piece by piece. For one thread at a time.
 *
 * <p>A packet is {@link #begin}, any number of {@link #update}, and {@link #end}.
 */
public final class Sealer {

  private final LengthCipher lengths;
  private final PacketCipher packets;

  Sealer(byte[] lengthKey, byte[] packetKey) {
    lengths = new LengthCipher(lengthKey);
    packets = new PacketCipher(Cipher.ENCRYPT_MODE, packetKey);
  }

  /**
   * Begins a packet.
   *
   * @param contentsLength how long its contents will be
   * @param additional what is authenticated with it
   * @param out where the encrypted length goes
   * @param at where it begins there
   * @return how many bytes it takes
   */
  public int begin(int contentsLength, byte[] additional, byte[] out, int at) {
    int encrypted = lengths.apply(contentsLength);
    for (int i = 0; i < LengthCipher.FIELD; i++) {
      out[at + i] = (byte) (encrypted >>> (8 * i));
    }
    packets.begin(additional);
    return LengthCipher.FIELD;
  }

  /**
   * Encrypts part of header and contents. Source and target may be the same place.
   *
   * @param in the plain bytes
   * @param from the first
   * @param count how many
   * @param out where the encrypted ones go
   * @param at where they begin there
   * @return how many
   */
  public int update(byte[] in, int from, int count, byte[] out, int at) {
    try {
      return packets.cipher().update(in, from, count, out, at);
    } catch (GeneralSecurityException e) {
      throw CipherPool.broken(e);
    }
  }

  /**
   * Encrypts the last part of header and contents, and writes the tag behind it.
   *
   * @param in the plain bytes
   * @param from the first
   * @param count how many
   * @param out where the encrypted ones and the tag go; may be the same place
   * @param at where they begin there
   * @return how many bytes that were
   */
  public int end(byte[] in, int from, int count, byte[] out, int at) {
    try {
      int written = packets.cipher().doFinal(in, from, count, out, at);
      packets.end();
      return written;
    } catch (GeneralSecurityException e) {
      throw CipherPool.broken(e);
    }
  }

  /** Overwrites the keys; nothing can be encrypted afterwards. */
  public void destroy() {
    lengths.destroy();
    packets.destroy();
  }
}
