package org.verack.wire.decred.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;

class Blake3Test {

  @ParameterizedTest
  @DisplayName("the vectors of the reference implementation: bytes 0 to 250, again and again")
  @CsvSource({
    "0, af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
    "1, 2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213",
    "1024, 42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7",
    "1025, d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444",
    "102400, bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085"
  })
  void countedBytesHashAsPublished(int length, String expected) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i % 251);
    }
    Hash hash = Blake3.hash(bytes, 0, length);
    assertThat(Bytes.wrap(hash.toArray()).toHex()).isEqualTo(expected);
  }

  @Test
  void allLengthsHashAsInAnotherImplementation() {
    byte[] bytes = new byte[70_000];
    new Random(3).nextBytes(bytes);
    int[] lengths =
        IntStream.concat(
                IntStream.rangeClosed(0, 2100),
                IntStream.iterate(2101, i -> i < 69_000, i -> i + 509))
            .toArray();
    for (int length : lengths) {
      Blake3Digest other = new Blake3Digest(32);
      other.update(bytes, 3, length);
      byte[] expected = new byte[32];
      other.doFinal(expected, 0);
      assertThat(Blake3.hash(Bytes.wrap(bytes, 3, length)))
          .as("%s bytes", length)
          .isEqualTo(Hash.read(expected, 0));
    }
  }

  @Test
  void bytesOutsideTheArrayAreRefused() {
    assertThatThrownBy(() -> Blake3.hash(new byte[10], 5, 6))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
