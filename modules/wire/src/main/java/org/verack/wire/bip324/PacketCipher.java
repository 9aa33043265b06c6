package org.verack.wire.bip324;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * FSChaCha20Poly1305 of BIP 324: the nonce counts the packets of a key, and the key is replaced
 * after 224 of them. For one direction and one thread.
 */
final class PacketCipher {

  /** How many packets there are before the keys change. */
  static final int PACKETS_PER_KEY = 224;

  private static final int NONCE_LENGTH = 12;
  private static final int REKEY = -1;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int mode;
  private final Cipher cipher;
  private ChaChaKey key;
  private int packet;
  private long epoch;

  /** Takes over the key. The mode is one of {@link Cipher}'s. */
  PacketCipher(int mode, byte[] key) {
    this.mode = mode;
    this.key = new ChaChaKey(key);
    try {
      cipher = Cipher.getInstance("ChaCha20-Poly1305");
    } catch (GeneralSecurityException e) {
      throw broken(e);
    }
  }

  /** Every Java platform that we run on has these ciphers, and our arguments are right. */
  static IllegalStateException broken(GeneralSecurityException e) {
    return new IllegalStateException("the platform's ChaCha20", e);
  }

  static byte[] nonce(int low, long high) {
    byte[] nonce = new byte[NONCE_LENGTH];
    INT.set(nonce, 0, low);
    LONG.set(nonce, 4, high);
    return nonce;
  }

  /** Returns the JDK's cipher, always the same. */
  Cipher cipher() {
    return cipher;
  }

  /** Brings the JDK's cipher to the beginning of the next packet. */
  void begin(byte[] additional) {
    try {
      if (packet == PACKETS_PER_KEY) {
        changeKey();
      }
      cipher.init(mode, key, new IvParameterSpec(nonce(packet, epoch)));
      packet++;
    } catch (GeneralSecurityException e) {
      throw broken(e);
    }
    if (additional.length > 0) {
      cipher.updateAAD(additional);
    }
  }

  private void changeKey() throws GeneralSecurityException {
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce(REKEY, epoch)));
    byte[] encrypted = cipher.doFinal(new byte[ChaChaKey.LENGTH]);
    key.destroy();
    key = new ChaChaKey(Arrays.copyOf(encrypted, ChaChaKey.LENGTH));
    Arrays.fill(encrypted, (byte) 0);
    epoch++;
    packet = 0;
  }
}
