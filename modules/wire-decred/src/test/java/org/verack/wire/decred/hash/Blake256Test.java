package org.verack.wire.decred.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;

class Blake256Test {

  private static String hex(Hash hash) {
    return Bytes.wrap(hash.toArray()).toHex();
  }

  @ParameterizedTest
  @DisplayName("the vectors of the submission to the competition (appendix C), and of no bytes")
  @CsvSource({
    "0, 716f6e863f744b9ac22c97ec7b76ea5f5908bc5b2f67c61510bfc4751384ea7a",
    "1, 0ce8d4ef4dd7cd8d62dfded9d4edb0a774ae6a41929a74da23109e8f11139c87",
    "72, d419bad32d504fb7d44d460c42c5593fe544fa4c135dec31e21bd9abdcc22d41"
  })
  void zeroBytesHashAsPublished(int length, String expected) {
    assertThat(hex(Blake256.hash(new byte[length], 0, length))).isEqualTo(expected);
  }

  @Test
  void piecesHashLikeTheWhole() {
    byte[] bytes = new byte[400];
    new Random(1).nextBytes(bytes);
    Random cuts = new Random(2);
    Blake256 pieces = new Blake256();
    for (int length = 0; length <= 300; length++) {
      int at = 0;
      while (at < length) {
        int piece = Math.min(length - at, cuts.nextInt(150));
        pieces.update(bytes, 7 + at, piece);
        at += piece;
      }
      assertThat(pieces.finish())
          .as("%s bytes", length)
          .isEqualTo(Blake256.hash(bytes, 7, length))
          .isEqualTo(Blake256.hash(Bytes.wrap(bytes, 7, length)));
    }
  }

  @Test
  void theChecksumIsTheBeginningOfTheHash() {
    Blake256 blake = new Blake256();
    // Little-endian, as it is written: 71 6f 6e 86.
    assertThat(blake.finishChecksum()).isEqualTo(0x866e6f71);
    blake.update(new byte[1], 0, 1);
    assertThat(blake.finishChecksum()).isEqualTo(0xefd4e80c);
  }

  @Test
  void twoHashesAreHashedAsTheirBytes() {
    Hash left = Blake256.hash(Bytes.EMPTY);
    Hash right = Blake256.hash(new byte[1], 0, 1);
    String both = hex(left) + hex(right);
    assertThat(Blake256.hash(left, right)).isEqualTo(Blake256.hash(Bytes.ofHex(both)));
  }

  @Test
  void bytesOutsideTheArrayAreRefused() {
    assertThatThrownBy(() -> Blake256.hash(new byte[10], 5, 6))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
