package org.verack.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptFormTest {

  /** A tilde stands for ten bytes. */
  @ParameterizedTest
  @CsvSource({
    "P2PKH, 76a914~~88ac",
    "P2SH, a914~~87",
    "P2PK, 2102~~~1111ac",
    "P2PK, 4104~~~~~~11111111ac",
    "P2WPKH, 0014~~",
    "P2WSH, 0020~~~1111",
    "witness v0, 00021111",
    "P2TR, 5120~~~1111",
    "P2A, 51024e73",
    "witness v1, 51024e74",
    "witness v16, 6028~~~~",
    "witness commitment, 6a24aa21a9ed~~~1111",
    "OP_RETURN, 6a24aa21a9ee~~~1111",
    "OP_RETURN, 6a",
    "'', 6129~~~~11",
    "'', 6129~~~~",
    "'', 5121~~~1111",
    "'', 5101ff",
    "'', 51",
    "'', 76a913~~88ac",
    "'', 2002~~~1111ac",
    "'', ''",
  })
  void isKnownByItsBytes(String name, String script) {
    assertThat(ScriptForm.name(Bytes.ofHex(script.replace("~", "11".repeat(10))))).isEqualTo(name);
  }
}
