package org.verack.wire.bip324;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.verack.wire.secp256k1.EllSwift;

/** That keys do not stay longer than they are needed, and are not shown. */
class KeysTest {

  private static final byte[] NOTHING = {};

  private static byte[] key() {
    byte[] key = new byte[ChaChaKey.LENGTH];
    ThreadLocalRandom.current().nextBytes(key);
    return key;
  }

  @Test
  void aPacketKeyIsOverwrittenWhenTheNextOneIsThere() {
    byte[] key = key();
    byte[] copy = key.clone();
    PacketCipher cipher = new PacketCipher(Cipher.DECRYPT_MODE, key);
    for (int i = 0; i < PacketCipher.PACKETS_PER_KEY; i++) {
      cipher.begin(NOTHING);
      cipher.end();
      assertThat(key).isEqualTo(copy);
    }
    cipher.begin(NOTHING);
    cipher.end();
    assertThat(key).containsOnly(0);
  }

  @Test
  void aLengthKeyIsOverwrittenWhenTheNextOneIsThere() {
    byte[] key = key();
    byte[] copy = key.clone();
    LengthCipher cipher = new LengthCipher(key);
    for (int i = 0; i < PacketCipher.PACKETS_PER_KEY; i++) {
      assertThat(key).isEqualTo(copy);
      assertThat(cipher.apply(0)).isBetween(0, Packets.MOST_CONTENTS);
    }
    assertThat(key).containsOnly(0);
  }

  @Test
  void nothingShowsAKey() {
    Random random = new Random(1);
    byte[] secret = EllSwift.randomKey(random);
    byte[] ours = EllSwift.encode(secret, random);
    byte[] theirs = EllSwift.encode(EllSwift.randomKey(random), random);
    SessionKeys keys = SessionKeys.agree(true, secret, ours, theirs, 0x0709110b);
    ChaChaKey cipherKey = new ChaChaKey(key());
    for (Object each : List.of(keys, keys.sealer(), keys.opener(), cipherKey)) {
      assertThat(each.toString())
          .isEqualTo(each.getClass().getName() + "@" + Integer.toHexString(each.hashCode()));
    }
  }
}
