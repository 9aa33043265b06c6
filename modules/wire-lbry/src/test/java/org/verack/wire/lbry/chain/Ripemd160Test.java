package org.verack.wire.lbry.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.junit.jupiter.api.Test;
import org.verack.wire.Bytes;

class Ripemd160Test {

  private static byte[] hash(byte[] message) {
    byte[] hash = new byte[Ripemd160.LENGTH];
    Ripemd160.hash(message, 0, hash, 0);
    return hash;
  }

  @Test
  void hashesAreThoseOfAnIndependentImplementation() {
    Random random = new Random(160);
    for (int i = 0; i < 2000; i++) {
      byte[] message = new byte[Ripemd160.MESSAGE];
      random.nextBytes(message);
      RIPEMD160Digest digest = new RIPEMD160Digest();
      digest.update(message, 0, message.length);
      byte[] expected = new byte[Ripemd160.LENGTH];
      digest.doFinal(expected, 0);
      assertThat(hash(message)).isEqualTo(expected);
    }
  }

  @Test
  void aHashIsMadeAndPutWhereverItIsWanted() {
    byte[] padded = new byte[3 + Ripemd160.MESSAGE];
    padded[3] = 7;
    byte[] message = new byte[Ripemd160.MESSAGE];
    message[0] = 7;
    byte[] out = new byte[5 + Ripemd160.LENGTH];
    Ripemd160.hash(padded, 3, out, 5);
    assertThat(Bytes.wrap(out).slice(5, Ripemd160.LENGTH)).isEqualTo(Bytes.wrap(hash(message)));
  }
}
