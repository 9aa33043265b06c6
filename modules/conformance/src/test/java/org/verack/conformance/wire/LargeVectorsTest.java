package org.verack.conformance.wire;

/** The large messages that btcd wrote. */
class LargeVectorsTest extends LargeVectors {

  LargeVectorsTest() {
    super("bitcoin", Vectors.NETWORK);
  }
}
