package org.verack.wire.bip324;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/** Decrypts the packets of one direction, one after the other. For one thread at a time. */
public final class Opener {

  private final LengthCipher lengths;
  private final PacketCipher packets;

  Opener(byte[] lengthKey, byte[] packetKey) {
    lengths = new LengthCipher(lengthKey);
    packets = new PacketCipher(Cipher.DECRYPT_MODE, packetKey);
  }

  /**
   * Decrypts the length of the next packet. To be called once a packet, because the cipher moves
   * on. The length is not authenticated before the packet is.
   *
   * @param array where the field is
   * @param at where it begins there
   * @return how long the contents are claimed to be, up to {@link Packets#MOST_CONTENTS}
   */
  public int length(byte[] array, int at) {
    return lengths.apply(
        (array[at] & 0xff) | ((array[at + 1] & 0xff) << 8) | ((array[at + 2] & 0xff) << 16));
  }

  /**
   * Authenticates a packet and then decrypts it in place. The JDK does that without a copy only if
   * the packet begins where the array does.
   *
   * @param packet header, contents and tag, all of the array
   * @param additional what is authenticated with it
   * @return whether the tag is right; if not, what is in the array must not be used
   */
  public boolean open(byte[] packet, byte[] additional) {
    packets.begin(additional);
    try {
      packets.cipher().doFinal(packet, 0, packet.length, packet, 0);
      packets.end();
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw CipherPool.broken(e);
    }
  }

  /** Overwrites the keys; nothing can be decrypted afterwards. */
  public void destroy() {
    lengths.destroy();
    packets.destroy();
  }
}
