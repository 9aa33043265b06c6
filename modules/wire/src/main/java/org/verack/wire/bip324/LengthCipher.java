package org.verack.wire.bip324;

import static org.verack.wire.bip324.PacketCipher.PACKETS_PER_KEY;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;

/**
 * FSChaCha20 of BIP 324 for the length fields of one direction: a keystream for 224 of them, whose
 * end is the next key. It is made a block at a time, and each byte of it overwritten when used.
 */
final class LengthCipher {

  /** The length of a length field. */
  static final int FIELD = 3;

  private static final int BLOCK = 64;
  private static final int USED = FIELD * PACKETS_PER_KEY;
  private static final CipherPool CIPHERS = new CipherPool("ChaCha20");

  private final byte[] block = new byte[BLOCK];
  private ChaChaKey key;
  private long epoch;
  private int position;

  /** Takes over the key. */
  LengthCipher(byte[] key) {
    this.key = new ChaChaKey(key);
  }

  /** Encrypts or decrypts the next field. */
  int apply(int length) {
    int result = length;
    for (int i = 0; i < FIELD; i++) {
      result ^= (next() & 0xff) << (8 * i);
    }
    if (position == USED) {
      changeKey();
    }
    return result;
  }

  private byte next() {
    int place = position++ % BLOCK;
    if (place == 0) {
      makeBlock();
    }
    byte next = block[place];
    block[place] = 0;
    return next;
  }

  private void makeBlock() {
    byte[] nonce = PacketCipher.nonce(0, epoch);
    CipherPool.Borrowed taken = CIPHERS.borrow();
    try {
      // Decrypting is the same, and the JDK then does not mind the same key with another counter.
      taken
          .cipher()
          .init(Cipher.DECRYPT_MODE, key, new ChaCha20ParameterSpec(nonce, position / BLOCK));
      Arrays.fill(block, (byte) 0);
      taken.cipher().update(block, 0, BLOCK, block, 0);
    } catch (GeneralSecurityException e) {
      throw CipherPool.broken(e);
    }
    CIPHERS.giveBack(taken);
  }

  /** The fields end in the middle of a block, of which the rest is the key. */
  private void changeKey() {
    key.destroy();
    key = new ChaChaKey(Arrays.copyOfRange(block, USED % BLOCK, BLOCK));
    Arrays.fill(block, (byte) 0);
    epoch++;
    position = 0;
  }

  void destroy() {
    key.destroy();
    Arrays.fill(block, (byte) 0);
  }
}
