package org.verack.peer.testkit.chain;

import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;

/**
 * An output that anybody can spend, and the inputs that do.
 *
 * <p>The script behind the output drops two things and says yes. So a spend may carry a signature
 * and a key of the usual sizes, which prove nothing, and is valid all the same; it even leaves a
 * clean stack, as relay policy wants it.
 *
 * @param outPoint where it is
 * @param value in satoshi
 * @param segwit whether it has the form P2WSH, else P2SH
 */
record Spendable(OutPoint outPoint, long value, boolean segwit) {

  /** OP_2DROP OP_1. */
  private static final Bytes SCRIPT = Bytes.ofHex("6d51");

  /** OP_0 and the script's SHA-256 (BIP 141). */
  private static final Bytes P2WSH =
      Bytes.ofHex("0020f786191b137fda9907fcaa13d402eb7ecda3f30ea4c9712cc9f1d21255a65759");

  /** OP_HASH160, the RIPEMD-160 of the script's SHA-256, OP_EQUAL (BIP 16). */
  private static final Bytes P2SH = Bytes.ofHex("a91493cd70d16dc5562aa446b8a291c2110c837bf9b787");

  private static final int KEY_HASH = 20;
  private static final int SIGNATURE = 71;
  private static final int PUBLIC_KEY = 33;

  /** Opt-in replacement (BIP 125), as most wallets set it. */
  private static final long SEQUENCE = 0xffff_fffdL;

  /** Makes the script of an output that later transactions can spend. */
  static Bytes ourScript(boolean segwit, Draws draws) {
    return segwit && draws.coin() ? P2WSH : P2SH;
  }

  /** Makes the script of an output, perhaps for a key that nobody has. */
  static Bytes anyScript(boolean segwit, Draws draws) {
    if (draws.below(3) > 0) {
      return ourScript(segwit, draws);
    }
    if (draws.coin()) {
      // P2WPKH: OP_0, 20 bytes
      byte[] script = new byte[2 + KEY_HASH];
      script[1] = KEY_HASH;
      draws.fill(script, 2, KEY_HASH);
      return Bytes.wrap(script);
    }
    // P2PKH: OP_DUP OP_HASH160, 20 bytes, OP_EQUALVERIFY OP_CHECKSIG
    byte[] script = new byte[5 + KEY_HASH];
    script[0] = 0x76;
    script[1] = (byte) 0xa9;
    script[2] = KEY_HASH;
    draws.fill(script, 3, KEY_HASH);
    script[3 + KEY_HASH] = (byte) 0x88;
    script[4 + KEY_HASH] = (byte) 0xac;
    return Bytes.wrap(script);
  }

  /** Recognises an output by its script; null for one that nobody could spend. */
  static @Nullable Spendable of(OutPoint outPoint, TxOut output) {
    boolean segwit = output.script().equals(P2WSH);
    return segwit || output.script().equals(P2SH)
        ? new Spendable(outPoint, output.value(), segwit)
        : null;
  }

  /** Makes an input with something of the sizes of a signature and a key. */
  TxIn spend(Draws draws) {
    byte[] signature = new byte[SIGNATURE];
    // DER: a sequence of two positive numbers of 32 bytes, then SIGHASH_ALL.
    signature[0] = 0x30;
    signature[1] = 68;
    number(signature, 2, draws);
    number(signature, 36, draws);
    signature[70] = 1;
    byte[] key = new byte[PUBLIC_KEY];
    draws.fill(key, 1, PUBLIC_KEY - 1);
    key[0] = (byte) (draws.coin() ? 2 : 3);
    if (segwit) {
      Witness witness = Witness.of(Bytes.wrap(signature), Bytes.wrap(key), SCRIPT);
      return new TxIn(outPoint, Bytes.EMPTY, SEQUENCE, witness);
    }
    byte[] script = new byte[1 + SIGNATURE + 1 + PUBLIC_KEY + 1 + SCRIPT.length()];
    script[0] = SIGNATURE;
    System.arraycopy(signature, 0, script, 1, SIGNATURE);
    script[1 + SIGNATURE] = PUBLIC_KEY;
    System.arraycopy(key, 0, script, 2 + SIGNATURE, PUBLIC_KEY);
    script[2 + SIGNATURE + PUBLIC_KEY] = (byte) SCRIPT.length();
    SCRIPT.copyTo(script, 3 + SIGNATURE + PUBLIC_KEY);
    return new TxIn(outPoint, Bytes.wrap(script), SEQUENCE);
  }

  private static void number(byte[] der, int at, Draws draws) {
    der[at] = 2;
    der[at + 1] = 32;
    draws.fill(der, at + 2, 32);
    der[at + 2] = (byte) ((der[at + 2] & 0x7f) | 1);
  }
}
