package org.verack.wire.bip324;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

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

  /** The JDK refuses to encrypt with the key and nonce it had last; those of a test may repeat. */
  private static final CipherPool SEALING = new CipherPool("ChaCha20-Poly1305");

  private static final CipherPool OPENING = new CipherPool("ChaCha20-Poly1305");

  private final int mode;
  private final CipherPool pool;
  private CipherPool.@Nullable Borrowed borrowed;
  private ChaChaKey key;
  private int packet;
  private long epoch;

  /** Takes over the key. The mode is one of {@link Cipher}'s. */
  PacketCipher(int mode, byte[] key) {
    this.mode = mode;
    this.pool = mode == Cipher.ENCRYPT_MODE ? SEALING : OPENING;
    this.key = new ChaChaKey(key);
  }

  static byte[] nonce(int low, long high) {
    byte[] nonce = new byte[NONCE_LENGTH];
    INT.set(nonce, 0, low);
    LONG.set(nonce, 4, high);
    return nonce;
  }

  /** Brings a cipher of the JDK to the beginning of the next packet. */
  void begin(byte[] additional) {
    CipherPool.Borrowed taken = pool.borrow();
    try {
      if (packet == PACKETS_PER_KEY) {
        changeKey(taken.cipher());
      }
      taken = initialized(taken);
      packet++;
    } catch (GeneralSecurityException e) {
      throw CipherPool.broken(e);
    }
    borrowed = taken;
    if (additional.length > 0) {
      taken.cipher().updateAAD(additional);
    }
  }

  private CipherPool.Borrowed initialized(CipherPool.Borrowed taken)
      throws GeneralSecurityException {
    IvParameterSpec nonce = new IvParameterSpec(nonce(packet, epoch));
    try {
      taken.cipher().init(mode, key, nonce);
      return taken;
    } catch (InvalidKeyException e) {
      // Somebody encrypted with the same key and nonce, which two connections with the same fixed
      // secrets do.
      Cipher other = pool.create();
      other.init(mode, key, nonce);
      return new CipherPool.Borrowed(other, taken.slot());
    }
  }

  /** Returns the JDK's cipher between {@link #begin} and {@link #end}. */
  Cipher cipher() {
    CipherPool.Borrowed present = borrowed;
    if (present == null) {
      throw new IllegalStateException("no packet was begun");
    }
    return present.cipher();
  }

  /** Notes that the packet is complete. */
  void end() {
    CipherPool.Borrowed present = borrowed;
    if (present != null) {
      borrowed = null;
      pool.giveBack(present);
    }
  }

  private void changeKey(Cipher cipher) throws GeneralSecurityException {
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce(REKEY, epoch)));
    byte[] encrypted = cipher.doFinal(new byte[ChaChaKey.LENGTH]);
    key.destroy();
    key = new ChaChaKey(Arrays.copyOf(encrypted, ChaChaKey.LENGTH));
    Arrays.fill(encrypted, (byte) 0);
    epoch++;
    packet = 0;
  }

  void destroy() {
    key.destroy();
  }
}
