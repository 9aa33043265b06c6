package org.verack.wire.bip324;

import static org.verack.wire.bip324.PacketCipher.PACKETS_PER_KEY;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;

/**
 * FSChaCha20 of BIP 324 for the length fields of one direction: a keystream for 224 of them, whose
 * end is the next key. The keystream is made at once, and each byte of it overwritten when used.
 */
final class LengthCipher {

  /** The length of a length field. */
  static final int FIELD = 3;

  private static final int USED = FIELD * PACKETS_PER_KEY;

  private final byte[] keystream = new byte[USED + ChaChaKey.LENGTH];
  private long epoch;
  private int position;

  /** Takes over the key. */
  LengthCipher(byte[] key) {
    begin(key);
  }

  private void begin(byte[] keyBytes) {
    ChaChaKey key = new ChaChaKey(keyBytes);
    byte[] nonce = PacketCipher.nonce(0, epoch);
    try {
      Cipher cipher = Cipher.getInstance("ChaCha20");
      cipher.init(Cipher.ENCRYPT_MODE, key, new ChaCha20ParameterSpec(nonce, 0));
      Arrays.fill(keystream, (byte) 0);
      cipher.update(keystream, 0, keystream.length, keystream, 0);
    } catch (GeneralSecurityException e) {
      throw PacketCipher.broken(e);
    }
    key.destroy();
    position = 0;
  }

  /** Encrypts or decrypts the next field. */
  int apply(int length) {
    int result = length;
    for (int i = 0; i < FIELD; i++) {
      result ^= (keystream[position] & 0xff) << (8 * i);
      keystream[position++] = 0;
    }
    if (position == USED) {
      epoch++;
      begin(Arrays.copyOfRange(keystream, USED, keystream.length));
    }
    return result;
  }
}
