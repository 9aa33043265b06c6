package org.verack.wire.decred.mix;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFault;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.chain.OutPoint;
import org.verack.wire.decred.chain.TxOut;
import org.verack.wire.decred.codec.Limits;
import org.verack.wire.decred.codec.StrictAscii;

/**
 * The first step of mixing: says what coins somebody wants to mix, and how.
 *
 * {@snippet :
 * var coin = new MixPairReq.Utxo(
 *     new OutPoint(transaction.txid(), 0, OutPoint.REGULAR), Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, 0);
 * MixPairReq one = new MixPairReq(
 *     signature, identity, 40, 100_000, "P2PKH-secp256k1-v0", 1, 0, 3, 320_000,
 *     List.of(coin), Optional.empty(), 0, 0);
 * MixPairReq two = new MixPairReq(
 *     signature, identity, 60, 100_000, "P2PKH-secp256k1-v0", 1, 0, 1, 110_000,
 *     List.of(coin), Optional.empty(), 0, 0);
 * assert one.pairing().equals(two.pairing()); // these two can be mixed together
 * }
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param expiry the height from which on the request is void, 0 to 2^32 - 1
 * @param mixAmount what each mixed output is worth, in atoms, not negative
 * @param scriptClass the kind of script of the mixed outputs, printable ASCII, at most {@value
 *     #MAX_SCRIPT_CLASS} characters
 * @param txVersion the version of the transaction, 0 to 65535
 * @param lockTime the lock time of the transaction, 0 to 2^32 - 1
 * @param messageCount how many mixed outputs are wanted, 0 to 2^32 - 1
 * @param inputValue what all inputs are worth, in atoms, not negative
 * @param utxos the outputs to be spent, at most {@value #MAX_UTXOS}; more are a violation
 * @param change where the rest goes, if anywhere
 * @param flags what else is wanted, 0 to 255
 * @param pairingFlags the same, of what has to be equal for all, 0 to 255
 */
public record MixPairReq(
    Bytes signature,
    Bytes identity,
    long expiry,
    long mixAmount,
    String scriptClass,
    int txVersion,
    long lockTime,
    long messageCount,
    long inputValue,
    List<Utxo> utxos,
    Optional<TxOut> change,
    int flags,
    int pairingFlags)
    implements MixMessage {

  /** The longest script class. */
  public static final int MAX_SCRIPT_CLASS = 32;

  /** The most outputs to be spent. */
  public static final int MAX_UTXOS = 512;

  /** The command, the codec and the limits. */
  public static final MessageType<MixPairReq> TYPE =
      MessageType.of("mixpairreq", MixPairReq.class, new Codec(), 8_476_848);

  /**
   * An output to be spent, and the proof that who asks can do so.
   *
   * @param outPoint the output
   * @param script the script that it pays to if that is a script's hash, at most {@value
   *     #MAX_SCRIPT} bytes
   * @param publicKey the key, at most {@value #MAX_PUBLIC_KEY} bytes
   * @param signature the signature with it, at most {@value #MAX_SIGNATURE} bytes
   * @param opcode what begins a script of the stake tree, 0 to 255; 0 for others
   */
  public record Utxo(
      OutPoint outPoint, Bytes script, Bytes publicKey, Bytes signature, int opcode) {

    /** The longest script in bytes. */
    public static final int MAX_SCRIPT = 16_384;

    /** The longest key in bytes. */
    public static final int MAX_PUBLIC_KEY = 33;

    /** The longest signature in bytes. */
    public static final int MAX_SIGNATURE = 64;

    static final int MIN_SIZE = OutPoint.SIZE + 1 + 1 + 1 + 1;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the opcode is not 0 to 255
     */
    public Utxo {
      Objects.requireNonNull(outPoint, "outPoint");
      Objects.requireNonNull(script, "script");
      Objects.requireNonNull(publicKey, "publicKey");
      Objects.requireNonNull(signature, "signature");
      Limits.requireU8("opcode", opcode);
    }

    static Utxo read(PayloadReader in) throws PayloadException {
      Hash txid = in.readHash("txid");
      long index = in.readU32("output index");
      OutPoint outPoint = new OutPoint(txid, index, (byte) in.readU8("tree"));
      Bytes script = in.readVarBytes("script", MAX_SCRIPT);
      Bytes publicKey = in.readVarBytes("public key", MAX_PUBLIC_KEY);
      Bytes signature = in.readVarBytes("signature", MAX_SIGNATURE);
      return new Utxo(outPoint, script, publicKey, signature, in.readU8("opcode"));
    }

    int size() {
      return OutPoint.SIZE + varSize(script) + varSize(publicKey) + varSize(signature) + 1;
    }

    private static int varSize(Bytes bytes) {
      return CompactSize.size(bytes.length()) + bytes.length();
    }

    void write(PayloadWriter out) {
      out.writeHash(outPoint.txid());
      out.writeU32(outPoint.index());
      out.writeU8(outPoint.tree());
      out.writeVarBytes("script", script, MAX_SCRIPT);
      out.writeVarBytes("public key", publicKey, MAX_PUBLIC_KEY);
      out.writeVarBytes("signature", signature, MAX_SIGNATURE);
      out.writeU8(opcode);
    }
  }

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if a length does not fit or a number is out of range
   */
  public MixPairReq {
    MixCodec.requireHead(signature, identity);
    Limits.requireU32("expiry", expiry);
    requireAmount("mix amount", mixAmount);
    Objects.requireNonNull(scriptClass, "scriptClass");
    Limits.requireU16("transaction version", txVersion);
    Limits.requireU32("lock time", lockTime);
    Limits.requireU32("message count", messageCount);
    requireAmount("input value", inputValue);
    utxos = List.copyOf(utxos);
    Objects.requireNonNull(change, "change");
    Limits.requireU8("flags", flags);
    Limits.requireU8("pairing flags", pairingFlags);
  }

  private static void requireAmount(String what, long atoms) {
    if (atoms < 0) {
      throw new IllegalArgumentException(what + " " + atoms + " is negative");
    }
  }

  /**
   * Describes what has to be equal for requests to be mixed together.
   *
   * @return amount, script class, transaction version, lock time and pairing flags, serialised
   * @throws EncodeException if the script class cannot be written
   */
  public Bytes pairing() {
    PayloadWriter out = new PayloadWriter(8 + StrictAscii.size(scriptClass) + 2 + 4 + 1);
    out.writeI64(mixAmount);
    StrictAscii.write("script class", scriptClass, MAX_SCRIPT_CLASS, out);
    out.writeU16(txVersion);
    out.writeU32(lockTime);
    out.writeU8(pairingFlags);
    return out.finish();
  }

  @Override
  public String command() {
    return "mixpairreq";
  }

  @Override
  public String toString() {
    return MixCodec.describe(this);
  }

  private static final class Codec extends MixCodec<MixPairReq> {

    Codec() {
      super("mixpairreq");
    }

    @Override
    MixPairReq body(Bytes signature, Bytes identity, PayloadReader in)
        throws PayloadException, ViolationException {
      long expiry = in.readU32("expiry");
      long mixAmount = readAmount(in, "mix amount");
      String scriptClass = StrictAscii.read(in, "script class", MAX_SCRIPT_CLASS);
      int txVersion = in.readU16("transaction version");
      long lockTime = in.readU32("lock time");
      long messageCount = in.readU32("message count");
      long inputValue = readAmount(in, "input value");
      int count = in.readCountOrViolation("outputs to spend", MAX_UTXOS, Utxo.MIN_SIZE);
      List<Utxo> utxos = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        utxos.add(Utxo.read(in));
      }
      return new MixPairReq(
          signature,
          identity,
          expiry,
          mixAmount,
          scriptClass,
          txVersion,
          lockTime,
          messageCount,
          inputValue,
          utxos,
          readChange(in),
          in.readU8("flags"),
          in.readU8("pairing flags"));
    }

    private static long readAmount(PayloadReader in, String what) throws PayloadException {
      int at = in.offset();
      long atoms = in.readI64(what);
      if (atoms < 0) {
        throw new PayloadException(WireFault.BAD_VALUE, what + " " + atoms + " is negative", at);
      }
      return atoms;
    }

    private static Optional<TxOut> readChange(PayloadReader in) throws PayloadException {
      int flag = in.readU8("change flag");
      if (flag > 1) {
        throw new PayloadException(
            WireFault.BAD_VALUE, "change flag " + flag + " is not 0 or 1", in.offset() - 1);
      }
      return flag == 0 ? Optional.empty() : Optional.of(TxOut.read(in));
    }

    @Override
    int bodySize(MixPairReq message) {
      int size = 4 + 8 + StrictAscii.size(message.scriptClass) + 2 + 4 + 4 + 8 + 1 + 1 + 1;
      size += CompactSize.size(message.utxos.size());
      size += message.change.map(TxOut::size).orElse(0);
      for (Utxo utxo : message.utxos) {
        size = Math.addExact(size, utxo.size());
      }
      return size;
    }

    @Override
    void writeBody(MixPairReq message, PayloadWriter out) {
      out.writeU32(message.expiry);
      out.writeI64(message.mixAmount);
      StrictAscii.write("script class", message.scriptClass, MAX_SCRIPT_CLASS, out);
      out.writeU16(message.txVersion);
      out.writeU32(message.lockTime);
      out.writeU32(message.messageCount);
      out.writeI64(message.inputValue);
      out.writeCount("outputs to spend", message.utxos.size(), MAX_UTXOS);
      message.utxos.forEach(utxo -> utxo.write(out));
      out.writeBoolean(message.change.isPresent());
      message.change.ifPresent(change -> change.write(out));
      out.writeU8(message.flags);
      out.writeU8(message.pairingFlags);
    }
  }
}
