package org.verack.conformance.interop;

import java.util.ArrayList;
import java.util.List;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.wire.Bytes;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxOut;

/**
 * The public key hashes that a generated chain pays to (P2PKH). Nobody has the keys, and each
 * occurs once, so they make good addresses to watch.
 */
final class GeneratedKeys {

  /** A script of 25 bytes: OP_DUP OP_HASH160, 20 bytes, OP_EQUALVERIFY OP_CHECKSIG. */
  private static final int SCRIPT = 25;

  private GeneratedKeys() {}

  /** The hash that a script asks for, or nothing. */
  static List<Bytes> hashIn(Bytes script) {
    boolean isPayment =
        script.length() == SCRIPT
            && script.get(0) == (byte) 0x76
            && script.get(1) == (byte) 0xa9
            && script.get(2) == 20;
    return isPayment ? List.of(script.slice(3, 20)) : List.of();
  }

  /** The hashes that the chain pays to from some height on, in order. */
  static List<Bytes> hashesIn(GeneratedChain chain, int fromHeight) {
    List<Bytes> hashes = new ArrayList<>();
    for (int height = fromHeight; height <= chain.tipHeight(); height++) {
      for (Transaction transaction : chain.block(height).transactions()) {
        for (TxOut output : transaction.outputs()) {
          hashes.addAll(hashIn(output.script()));
        }
      }
    }
    return hashes;
  }
}
