package org.verack.wire.chain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.Sha256;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.codec.TrustedReader;
import org.verack.wire.codec.VerifiedChecksum;

/**
 * A transaction, as a view over its bytes, and the message {@code tx}.
 *
 * <p>The bytes are checked completely when the view is made, so reading from it never fails. The
 * ids are computed when first asked for and kept. A transaction out of a block shares the block's
 * memory; {@link #detached()} frees it.
 *
 * <p>Built from parts, it is written in the form of <a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0144.mediawiki">BIP 144</a> if any input
 * has a witness, else in the base form. A transaction without inputs exists in the base form only,
 * and a reader that allows witnesses takes its {@code 00} for the marker; it can be sent but not be
 * read back that way.
 *
 * {@snippet :
 * TxIn input = new TxIn(OutPoint.parse(hash + ":0"), Bytes.EMPTY, TxIn.FINAL_SEQUENCE);
 * TxOut output = new TxOut(50_000, Bytes.ofHex("51"));
 * Transaction payment = Transaction.of(2, List.of(input), List.of(output), 0);
 *
 * assert Transaction.parse(payment.bytes()).equals(payment);
 * assert payment.txid().equals(payment.wtxid()); // no witness, so there is one id only
 * assert !transaction.txid().equals(transaction.wtxid()) && transaction.hasWitness();
 * }
 */
public final class Transaction implements Message {

  /** The message {@code tx}. */
  public static final MessageType<Transaction> TYPE =
      new MessageType<>(
          "tx",
          Transaction.class,
          new Codec(TransactionLimits.BITCOIN),
          TransactionLimits.BITCOIN.maxSize(),
          21);

  private final Bytes bytes;
  private final boolean segwit;
  private final int outputsAt;
  private final int witnessAt;
  private final @Nullable VerifiedChecksum checksum;

  // Computed at most a few times under a race, always the same.
  private volatile @Nullable Hash txid;
  private volatile @Nullable Hash wtxid;

  private Transaction(
      Bytes bytes,
      boolean segwit,
      int outputsAt,
      int witnessAt,
      @Nullable VerifiedChecksum checksum) {
    this.checksum = checksum;
    this.bytes = bytes;
    this.segwit = segwit;
    this.outputsAt = outputsAt;
    this.witnessAt = witnessAt;
  }

  /**
   * Returns the message {@code tx} of a family that has other limits than Bitcoin.
   *
   * @param limits the limits
   * @return the message, without a short id
   */
  public static MessageType<Transaction> type(TransactionLimits limits) {
    return MessageType.of("tx", Transaction.class, new Codec(limits), limits.maxSize());
  }

  /**
   * Builds a transaction from its parts.
   *
   * @param version any 32 bits
   * @param inputs what it spends
   * @param outputs what it creates
   * @param lockTime 0 to 2^32 - 1
   * @return the transaction
   * @throws IllegalArgumentException if the lock time is out of range, or the whole would be larger
   *     than a message may be
   */
  public static Transaction of(int version, List<TxIn> inputs, List<TxOut> outputs, long lockTime) {
    return of(version, inputs, outputs, lockTime, TransactionLimits.BITCOIN);
  }

  /**
   * Builds a transaction of a family that has other limits than Bitcoin from its parts.
   *
   * @param version any 32 bits
   * @param inputs what it spends
   * @param outputs what it creates
   * @param lockTime 0 to 2^32 - 1
   * @param limits the limits
   * @return the transaction
   * @throws IllegalArgumentException if the lock time is out of range
   * @throws EncodeException if the whole, a script or a witness item would be over its limit
   */
  public static Transaction of(
      int version,
      List<TxIn> inputs,
      List<TxOut> outputs,
      long lockTime,
      TransactionLimits limits) {
    if (lockTime < 0 || lockTime > 0xffff_ffffL) {
      throw new IllegalArgumentException("lock time " + lockTime);
    }
    boolean segwit = inputs.stream().anyMatch(in -> !in.witness().isEmpty());
    long inputsSize = CompactSize.size(inputs.size());
    long witnessSize = 0;
    for (TxIn in : inputs) {
      inputsSize += OutPoint.SIZE + varSize(in.script()) + 4;
      if (segwit) {
        witnessSize += CompactSize.size(in.witness().items().size());
        for (Bytes item : in.witness().items()) {
          witnessSize += varSize(item);
        }
      }
    }
    long outputsSize = CompactSize.size(outputs.size());
    for (TxOut out : outputs) {
      outputsSize += 8 + varSize(out.script());
    }
    long size = 4 + (segwit ? 2 : 0) + inputsSize + outputsSize + witnessSize + 4;
    if (size > limits.maxSize()) {
      throw new EncodeException(
          WireFault.TOO_LONG, "transaction of " + size + " bytes, limit " + limits.maxSize());
    }
    PayloadWriter to = new PayloadWriter((int) size);
    to.writeI32(version);
    if (segwit) {
      to.writeU8(0);
      to.writeU8(1);
    }
    to.writeCompactSize(inputs.size());
    for (TxIn in : inputs) {
      to.writeHash(in.previousOutput().txid());
      to.writeU32(in.previousOutput().index());
      to.writeVarBytes("signature script", in.script(), limits.maxScript());
      to.writeU32(in.sequence());
    }
    to.writeCompactSize(outputs.size());
    for (TxOut out : outputs) {
      to.writeI64(out.value());
      to.writeVarBytes("output script", out.script(), limits.maxScript());
    }
    if (segwit) {
      for (TxIn in : inputs) {
        to.writeCount("witness items", in.witness().items().size(), limits.maxWitnessItems());
        for (Bytes item : in.witness().items()) {
          to.writeVarBytes("witness item", item, limits.maxWitnessItem());
        }
      }
    }
    to.writeU32(lockTime);
    int outputsAt = 4 + (segwit ? 2 : 0) + (int) inputsSize;
    return new Transaction(to.finish(), segwit, outputsAt, outputsAt + (int) outputsSize, null);
  }

  private static int varSize(Bytes field) {
    return CompactSize.size(field.length()) + field.length();
  }

  /**
   * Reads a transaction that may have witnesses.
   *
   * @param bytes its serialisation and nothing else; kept, not copied
   * @return the transaction
   * @throws PayloadException if the bytes are not one transaction
   */
  public static Transaction parse(Bytes bytes) throws PayloadException {
    PayloadReader in = PayloadReader.over(bytes);
    Transaction transaction = read(in, true);
    in.expectEnd("tx");
    return transaction;
  }

  /**
   * Reads a transaction out of a larger payload.
   *
   * @param in at its first byte; afterwards behind its last
   * @param witness whether the marker of BIP 144 is understood
   * @return the transaction
   * @throws PayloadException if no transaction is there
   */
  public static Transaction read(PayloadReader in, boolean witness) throws PayloadException {
    return read(in, witness, TransactionLimits.BITCOIN);
  }

  /**
   * Reads a transaction of a family that has other limits than Bitcoin out of a larger payload.
   *
   * @param in at its first byte; afterwards behind its last
   * @param witness whether the marker of BIP 144 is understood
   * @param limits the limits
   * @return the transaction
   * @throws PayloadException if no transaction is there
   */
  public static Transaction read(PayloadReader in, boolean witness, TransactionLimits limits)
      throws PayloadException {
    int from = in.offset();
    TxScan scan = new TxScan(limits);
    scan.scan(in, witness);
    Transaction read =
        new Transaction(
            in.since(from),
            scan.segwit,
            scan.outputsAt - from,
            scan.witnessAt - from,
            in.checksumSince(from));
    return scan.superfluous ? read.withoutMarker() : read;
  }

  private Transaction withoutMarker() {
    return new Transaction(strippedBytes(), false, outputsAt - 2, witnessAt - 2, null);
  }

  @Override
  public String command() {
    return "tx";
  }

  /**
   * Returns the serialisation, with witnesses if there are any.
   *
   * @return the bytes that this is a view of
   */
  public Bytes bytes() {
    return bytes;
  }

  /**
   * Returns the serialisation without witnesses, which is what the txid is the hash of.
   *
   * @return the bytes; the same as {@link #bytes()} if there are no witnesses
   */
  public Bytes strippedBytes() {
    if (!segwit) {
      return bytes;
    }
    PayloadWriter out = new PayloadWriter(strippedSize());
    out.writeBytes(bytes.slice(0, 4));
    out.writeBytes(bytes.slice(6, witnessAt - 6));
    out.writeBytes(bytes.slice(bytes.length() - 4, 4));
    return out.finish();
  }

  /**
   * Returns the size with witnesses.
   *
   * @return bytes
   */
  public int size() {
    return bytes.length();
  }

  /**
   * Returns the size without witnesses.
   *
   * @return bytes
   */
  public int strippedSize() {
    return segwit ? 4 + witnessAt - 6 + 4 : bytes.length();
  }

  /**
   * Returns the weight (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0141.mediawiki">BIP 141</a>).
   *
   * @return three times the size without witnesses and once the size with them
   */
  public int weight() {
    return 3 * strippedSize() + size();
  }

  /**
   * Tells whether any input has a witness.
   *
   * @return whether the serialisation is that of BIP 144
   */
  public boolean hasWitness() {
    return segwit;
  }

  /**
   * Returns the version.
   *
   * @return any 32 bits
   */
  public int version() {
    return reader(0).i32();
  }

  /**
   * Returns the lock time.
   *
   * @return 0 to 2^32 - 1; a block height below 500,000,000, else seconds since 1970
   */
  public long lockTime() {
    return reader(bytes.length() - 4).i32() & 0xffff_ffffL;
  }

  /**
   * Returns how many inputs there are.
   *
   * @return the count
   */
  public int inputCount() {
    return reader(inputsAt()).count();
  }

  /**
   * Returns how many outputs there are.
   *
   * @return the count
   */
  public int outputCount() {
    return reader(outputsAt).count();
  }

  private int inputsAt() {
    return segwit ? 6 : 4;
  }

  /**
   * Makes the inputs, with their witnesses.
   *
   * @return a new immutable list; scripts and witness items share the transaction's memory
   */
  public List<TxIn> inputs() {
    TrustedReader in = reader(inputsAt());
    TrustedReader witnesses = reader(witnessAt);
    int count = in.count();
    List<TxIn> inputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      OutPoint previous = new OutPoint(in.hash(), in.i32() & 0xffff_ffffL);
      Bytes script = in.varBytes();
      long sequence = in.i32() & 0xffff_ffffL;
      inputs.add(new TxIn(previous, script, sequence, segwit ? witness(witnesses) : Witness.EMPTY));
    }
    return List.copyOf(inputs);
  }

  private static Witness witness(TrustedReader in) {
    int count = in.count();
    if (count == 0) {
      return Witness.EMPTY;
    }
    List<Bytes> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(in.varBytes());
    }
    return new Witness(items);
  }

  /**
   * Makes the outputs.
   *
   * @return a new immutable list; scripts share the transaction's memory
   */
  public List<TxOut> outputs() {
    TrustedReader in = reader(outputsAt);
    int count = in.count();
    List<TxOut> outputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      outputs.add(new TxOut(in.i64(), in.varBytes()));
    }
    return List.copyOf(outputs);
  }

  /**
   * Walks the inputs without making objects for them.
   *
   * @return a new cursor before the first input; its offsets are those in {@link #bytes()}
   */
  public InputCursor inputCursor() {
    return new InputCursor(bytes, new int[] {0}, new int[] {segwit ? witnessAt : 0});
  }

  /**
   * Walks the outputs without making objects for them.
   *
   * @return a new cursor before the first output; its offsets are those in {@link #bytes()}
   */
  public OutputCursor outputCursor() {
    return new OutputCursor(bytes, new int[] {0}, new int[] {segwit ? witnessAt : 0});
  }

  /**
   * Tells whether this is the first transaction of a block: one input, and it spends nothing.
   *
   * @return whether it is
   */
  public boolean isCoinbase() {
    TrustedReader in = reader(inputsAt());
    return in.count() == 1 && in.hash().isZero() && in.i32() == -1;
  }

  private TrustedReader reader(int at) {
    return new TrustedReader(bytes, at);
  }

  /**
   * Returns the hash without witnesses, which names the transaction.
   *
   * @return the txid, computed when first asked for
   */
  public Hash txid() {
    Hash known = txid;
    if (known == null) {
      Sha256 sha = Sha256.borrow();
      known = txid(sha, bytes.array(), bytes.offset(), bytes.length(), segwit, witnessAt);
      sha.giveBack();
      txid = known;
    }
    return known;
  }

  static Hash txid(Sha256 sha, byte[] array, int from, int length, boolean segwit, int witnessAt) {
    if (segwit) {
      sha.update(array, from, 4);
      sha.update(array, from + 6, witnessAt - 6);
      sha.update(array, from + length - 4, 4);
    } else {
      sha.update(array, from, length);
    }
    return sha.twice();
  }

  /**
   * Returns the hash with witnesses (BIP 141).
   *
   * @return the wtxid, computed when first asked for; equal to the txid if there are no witnesses
   */
  public Hash wtxid() {
    if (!segwit) {
      return txid();
    }
    Hash known = wtxid;
    if (known == null) {
      known = Hash.sha256d(bytes);
      wtxid = known;
    }
    return known;
  }

  /**
   * Frees the transaction from the block that it shares memory with.
   *
   * @return an equal transaction that keeps nothing but its own bytes
   */
  public Transaction detached() {
    return bytes.isDetached()
        ? this
        : new Transaction(bytes.detached(), segwit, outputsAt, witnessAt, checksum);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Transaction that && segwit == that.segwit && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  @Override
  public String toString() {
    return "tx "
        + txid()
        + ", "
        + inputCount()
        + " in, "
        + outputCount()
        + " out, "
        + size()
        + " bytes"
        + (segwit ? ", witness" : "");
  }

  private record Codec(TransactionLimits limits) implements PayloadCodec<Transaction> {

    @Override
    public Transaction decode(PayloadReader in, WireFormat format) throws PayloadException {
      return read(in, format.witness(), limits);
    }

    @Override
    public int size(Transaction message, WireFormat format) {
      return format.witness() ? message.size() : message.strippedSize();
    }

    @Override
    public void encode(Transaction message, PayloadWriter out, WireFormat format) {
      out.writeBytes(payload(message, format));
    }

    @Override
    public Bytes payload(Transaction message, WireFormat format) {
      return format.witness() ? message.bytes : message.strippedBytes();
    }

    @Override
    public @Nullable VerifiedChecksum knownChecksum(Transaction message, WireFormat format) {
      return format.witness() || !message.segwit ? message.checksum : null;
    }
  }
}
