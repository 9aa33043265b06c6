package org.verack.peer.testkit.chain;

import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;

/**
 * An output that looks as if a key could spend it, and the inputs that look as if one did.
 *
 * @param outPoint where it is
 * @param value in satoshi
 * @param segwit whether it has the form P2WPKH, else P2PKH
 */
record Spendable(OutPoint outPoint, long value, boolean segwit) {

  private static final int KEY_HASH = 20;
  private static final int SIGNATURE = 71;
  private static final int PUBLIC_KEY = 33;

  /** Opt-in replacement (BIP 125), as most wallets set it. */
  private static final long SEQUENCE = 0xffff_fffdL;

  /** Makes the script of an output, for a key that nobody has. */
  static Bytes script(Draws draws) {
    boolean segwit = draws.coin();
    byte[] script = new byte[segwit ? 2 + KEY_HASH : 5 + KEY_HASH];
    if (segwit) {
      // OP_0, 20 bytes
      script[1] = KEY_HASH;
      draws.fill(script, 2, KEY_HASH);
    } else {
      // OP_DUP OP_HASH160, 20 bytes, OP_EQUALVERIFY OP_CHECKSIG
      script[0] = 0x76;
      script[1] = (byte) 0xa9;
      script[2] = KEY_HASH;
      draws.fill(script, 3, KEY_HASH);
      script[3 + KEY_HASH] = (byte) 0x88;
      script[4 + KEY_HASH] = (byte) 0xac;
    }
    return Bytes.wrap(script);
  }

  /** Recognises an output by its script; null for one that nobody could spend. */
  static @Nullable Spendable of(OutPoint outPoint, TxOut output) {
    Bytes script = output.script();
    boolean segwit = script.length() == 2 + KEY_HASH && script.get(0) == 0;
    boolean base = script.length() == 5 + KEY_HASH && script.get(0) == 0x76;
    return segwit || base ? new Spendable(outPoint, output.value(), segwit) : null;
  }

  /** Makes an input with a signature and a key of the usual sizes, which prove nothing. */
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
      Witness witness = Witness.of(Bytes.wrap(signature), Bytes.wrap(key));
      return new TxIn(outPoint, Bytes.EMPTY, SEQUENCE, witness);
    }
    byte[] script = new byte[1 + SIGNATURE + 1 + PUBLIC_KEY];
    script[0] = SIGNATURE;
    System.arraycopy(signature, 0, script, 1, SIGNATURE);
    script[1 + SIGNATURE] = PUBLIC_KEY;
    System.arraycopy(key, 0, script, 2 + SIGNATURE, PUBLIC_KEY);
    return new TxIn(outPoint, Bytes.wrap(script), SEQUENCE);
  }

  private static void number(byte[] der, int at, Draws draws) {
    der[at] = 2;
    der[at + 1] = 32;
    draws.fill(der, at + 2, 32);
    der[at + 2] = (byte) ((der[at + 2] & 0x7f) | 1);
  }
}
