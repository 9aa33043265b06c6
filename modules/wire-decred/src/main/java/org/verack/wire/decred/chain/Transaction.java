package org.verack.wire.decred.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.codec.TrustedReader;
import org.verack.wire.codec.VerifiedChecksum;
import org.verack.wire.decred.codec.Limits;
import org.verack.wire.decred.hash.Blake256;

/**
 * A transaction, as a view over its bytes, and the message {@code tx}.
 *
 * <p>The bytes are checked completely when the view is made, so reading from it never fails. The
 * hashes are computed when first asked for and kept. A transaction out of a block shares the
 * block's memory; {@link #detached()} frees it.
 *
 * <p>A transaction says itself which of its parts are there, see {@link #serialization()}. What a
 * serialisation leaves out counts as zeros, also in the hashes, as in dcrd. Immutable and safe for
 * use from any thread.
 *
 * {@snippet :
 * Transaction read = Transaction.parse(transaction.bytes());
 * assert read.txid().equals(transaction.txid()) && !read.isCoinbase();
 * assert !read.fullHash().equals(read.txid()); // the leaf of the merkle tree covers the witness
 * long paid = read.outputs().stream().mapToLong(TxOut::value).sum();
 * long spent = read.inputs().stream().mapToLong(TxIn::value).sum(); // by the word of the spender
 * assert paid <= spent;
 * }
 */
public final class Transaction implements Message {

  /** The message {@code tx}. */
  public static final MessageType<Transaction> TYPE =
      MessageType.of("tx", Transaction.class, new Codec(), BlockLimits.MAX_SIZE);

  private final Bytes bytes;
  private final Serialization serialization;
  private final int outputsAt;
  private final int witnessAt;
  private final @Nullable VerifiedChecksum checksum;

  // Computed at most a few times under a race, always the same.
  private volatile @Nullable Hash txid;
  private volatile @Nullable Hash witnessHash;
  private volatile @Nullable Hash fullHash;

  private Transaction(
      Bytes bytes,
      Serialization serialization,
      int outputsAt,
      int witnessAt,
      @Nullable VerifiedChecksum checksum) {
    this.bytes = bytes;
    this.serialization = serialization;
    this.outputsAt = outputsAt;
    this.witnessAt = witnessAt;
    this.checksum = checksum;
  }

  /**
   * Builds a transaction with all its parts.
   *
   * @param version 0 to 65535
   * @param inputs what it spends
   * @param outputs what it creates
   * @param lockTime 0 to 2^32 - 1
   * @param expiry the height from which on it is invalid, 0 for never, to 2^32 - 1
   * @return the transaction
   * @throws IllegalArgumentException if a number is out of range, or the whole would be larger than
   *     a message may be
   */
  public static Transaction of(
      int version, List<TxIn> inputs, List<TxOut> outputs, long lockTime, long expiry) {
    return of(Serialization.FULL, version, inputs, outputs, lockTime, expiry);
  }

  /**
   * Builds a transaction with some of its parts.
   *
   * @param serialization which parts to write
   * @param version 0 to 65535
   * @param inputs what it spends; what the serialisation leaves out is zero
   * @param outputs what it creates; none without a prefix
   * @param lockTime 0 to 2^32 - 1; 0 without a prefix
   * @param expiry the height from which on it is invalid, 0 for never, to 2^32 - 1; 0 without a
   *     prefix
   * @return the transaction
   * @throws IllegalArgumentException if a number is out of range, something is given that the
   *     serialisation leaves out, or the whole would be larger than a message may be
   */
  public static Transaction of(
      Serialization serialization,
      int version,
      List<TxIn> inputs,
      List<TxOut> outputs,
      long lockTime,
      long expiry) {
    Limits.requireU16("transaction version", version);
    Limits.requireU32("lock time", lockTime);
    Limits.requireU32("expiry", expiry);
    requireAllWritten(serialization, inputs, outputs, lockTime, expiry);
    long outputsAt = 0;
    long size = 4;
    if (serialization.hasPrefix()) {
      outputsAt =
          size + CompactSize.size(inputs.size()) + (long) inputs.size() * TxScan.PREFIX_INPUT;
      size = outputsAt + CompactSize.size(outputs.size()) + 8;
      for (TxOut output : outputs) {
        size += output.size();
      }
    }
    long witnessAt = size;
    if (serialization.hasWitness()) {
      size += CompactSize.size(inputs.size());
      for (TxIn input : inputs) {
        int length = input.script().length();
        size += 8 + 4 + 4 + CompactSize.size(length) + length;
      }
    }
    if (size > TYPE.maxPayload()) {
      throw new EncodeException(
          WireFault.TOO_LONG, "transaction of " + size + " bytes, limit " + TYPE.maxPayload());
    }
    PayloadWriter to = new PayloadWriter((int) size);
    to.writeU16(version);
    to.writeU16(serialization.code());
    if (serialization.hasPrefix()) {
      writePrefix(inputs, outputs, lockTime, expiry, to);
    }
    if (serialization.hasWitness()) {
      writeWitness(inputs, to);
    }
    return new Transaction(to.finish(), serialization, (int) outputsAt, (int) witnessAt, null);
  }

  private static void requireAllWritten(
      Serialization serialization,
      List<TxIn> inputs,
      List<TxOut> outputs,
      long lockTime,
      long expiry) {
    boolean prefixLost =
        !serialization.hasPrefix()
            && (!outputs.isEmpty()
                || lockTime != 0
                || expiry != 0
                || inputs.stream().anyMatch(TxIn::hasPrefix));
    boolean witnessLost = !serialization.hasWitness() && inputs.stream().anyMatch(TxIn::hasWitness);
    if (prefixLost || witnessLost) {
      throw new IllegalArgumentException(
          "the serialization "
              + serialization.name().toLowerCase(Locale.ROOT)
              + " leaves out parts that are given");
    }
  }

  private static void writePrefix(
      List<TxIn> inputs, List<TxOut> outputs, long lockTime, long expiry, PayloadWriter to) {
    to.writeCompactSize(inputs.size());
    for (TxIn input : inputs) {
      to.writeHash(input.previousOutput().txid());
      to.writeU32(input.previousOutput().index());
      to.writeU8(input.previousOutput().tree());
      to.writeU32(input.sequence());
    }
    to.writeCompactSize(outputs.size());
    outputs.forEach(output -> output.write(to));
    to.writeU32(lockTime);
    to.writeU32(expiry);
  }

  private static void writeWitness(List<TxIn> inputs, PayloadWriter to) {
    to.writeCompactSize(inputs.size());
    for (TxIn input : inputs) {
      to.writeI64(input.value());
      to.writeU32(input.blockHeight());
      to.writeU32(input.blockIndex());
      to.writeVarBytes("signature script", input.script(), TxScan.MAX_SCRIPT);
    }
  }

  /**
   * Reads a transaction.
   *
   * @param bytes its serialisation and nothing else; kept, not copied
   * @return the transaction
   * @throws PayloadException if the bytes are not one transaction
   */
  public static Transaction parse(Bytes bytes) throws PayloadException {
    PayloadReader in = PayloadReader.over(bytes);
    Transaction transaction = read(in);
    in.expectEnd("tx");
    return transaction;
  }

  /**
   * Reads a transaction out of a larger payload.
   *
   * @param in at its first byte; afterwards behind its last
   * @return the transaction
   * @throws PayloadException if no transaction is there
   */
  public static Transaction read(PayloadReader in) throws PayloadException {
    int from = in.offset();
    TxScan scan = new TxScan();
    scan.scan(in);
    return new Transaction(
        in.since(from),
        scan.type,
        scan.type.hasPrefix() ? scan.outputsAt - from : 0,
        scan.witnessAt - from,
        in.checksumSince(from));
  }

  @Override
  public String command() {
    return "tx";
  }

  /**
   * Returns the serialisation.
   *
   * @return the bytes that this is a view of
   */
  public Bytes bytes() {
    return bytes;
  }

  /**
   * Returns the size.
   *
   * @return bytes
   */
  public int size() {
    return bytes.length();
  }

  /**
   * Tells which parts of the transaction are there.
   *
   * @return how it is serialised
   */
  public Serialization serialization() {
    return serialization;
  }

  /**
   * Returns the version.
   *
   * @return 0 to 65535
   */
  public int version() {
    return reader(0).u16();
  }

  /**
   * Returns how many inputs there are.
   *
   * @return the count
   */
  public int inputCount() {
    return reader(4).count();
  }

  /**
   * Returns how many outputs there are.
   *
   * @return the count; 0 without a prefix
   */
  public int outputCount() {
    return serialization.hasPrefix() ? reader(outputsAt).count() : 0;
  }

  /**
   * Returns the lock time.
   *
   * @return 0 to 2^32 - 1; a block height below 500,000,000, else seconds since 1970
   */
  public long lockTime() {
    return serialization.hasPrefix() ? reader(witnessAt - 8).u32() : 0;
  }

  /**
   * Returns the height from which on the transaction is invalid if it is in no block.
   *
   * @return 0 for never, to 2^32 - 1
   */
  public long expiry() {
    return serialization.hasPrefix() ? reader(witnessAt - 4).u32() : 0;
  }

  /**
   * Makes the inputs.
   *
   * @return a new immutable list; scripts share the transaction's memory
   */
  public List<TxIn> inputs() {
    TrustedReader prefix = reader(4);
    TrustedReader witness = reader(witnessAt);
    boolean hasPrefix = serialization.hasPrefix();
    boolean hasWitness = serialization.hasWitness();
    int count = prefix.count();
    if (hasWitness) {
      int unused = witness.count();
    }
    List<TxIn> inputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      OutPoint previous =
          hasPrefix
              ? new OutPoint(prefix.hash(), prefix.u32(), (byte) prefix.u8())
              : new OutPoint(Hash.ZERO, 0, 0);
      inputs.add(
          new TxIn(
              previous,
              hasPrefix ? prefix.u32() : 0,
              hasWitness ? witness.i64() : 0,
              hasWitness ? witness.u32() : 0,
              hasWitness ? witness.u32() : 0,
              hasWitness ? witness.varBytes() : Bytes.EMPTY));
    }
    return List.copyOf(inputs);
  }

  /**
   * Makes the outputs.
   *
   * @return a new immutable list; scripts share the transaction's memory
   */
  public List<TxOut> outputs() {
    if (!serialization.hasPrefix()) {
      return List.of();
    }
    TrustedReader in = reader(outputsAt);
    int count = in.count();
    List<TxOut> outputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      outputs.add(TxOut.read(in));
    }
    return List.copyOf(outputs);
  }

  /**
   * Tells whether this is the first transaction of a block's regular tree: one input, and it spends
   * nothing.
   *
   * @return whether it is
   */
  public boolean isCoinbase() {
    TrustedReader in = reader(4);
    return serialization.hasPrefix() && in.count() == 1 && in.hash().isZero() && in.i32() == -1;
  }

  private TrustedReader reader(int at) {
    return new TrustedReader(bytes, at);
  }

  /**
   * Returns the hash without the witness, which names the transaction.
   *
   * @return the BLAKE-256 of the serialisation without a witness, computed when first asked for
   */
  public Hash txid() {
    Hash known = txid;
    if (known == null) {
      known =
          serialization.hasPrefix()
              ? part(Serialization.NO_WITNESS, 4, witnessAt)
              : absent(Serialization.NO_WITNESS, TxScan.PREFIX_INPUT, 1 + 4 + 4);
      txid = known;
    }
    return known;
  }

  /**
   * Returns the hash of the witness alone.
   *
   * @return the BLAKE-256 of the serialisation with only the witness, computed when first asked for
   */
  public Hash witnessHash() {
    Hash known = witnessHash;
    if (known == null) {
      known =
          serialization.hasWitness()
              ? part(Serialization.ONLY_WITNESS, witnessAt, bytes.length())
              : absent(Serialization.ONLY_WITNESS, TxScan.MIN_WITNESS, 0);
      witnessHash = known;
    }
    return known;
  }

  /**
   * Returns the hash of all parts, which is the transaction's leaf in the merkle tree.
   *
   * @return the BLAKE-256 of {@link #txid()} and {@link #witnessHash()}, computed when first asked
   *     for
   */
  public Hash fullHash() {
    Hash known = fullHash;
    if (known == null) {
      known = Blake256.hash(txid(), witnessHash());
      fullHash = known;
    }
    return known;
  }

  /** Hashes a part as if it were all of the transaction. */
  private Hash part(Serialization as, int from, int to) {
    Blake256 blake = beginning(as);
    blake.update(bytes.array(), bytes.offset() + from, to - from);
    return blake.finish();
  }

  /** Hashes a part that is not here: a count of inputs, zeros for each of them, and more zeros. */
  private Hash absent(Serialization as, int zerosPerInput, int more) {
    Blake256 blake = beginning(as);
    int count = inputCount();
    blake.update(bytes.array(), bytes.offset() + 4, CompactSize.size(count));
    byte[] zeros = new byte[zerosPerInput];
    for (int i = 0; i < count; i++) {
      blake.update(zeros, 0, zerosPerInput);
    }
    blake.update(zeros, 0, more);
    return blake.finish();
  }

  private Blake256 beginning(Serialization as) {
    Blake256 blake = new Blake256();
    blake.update(bytes.array(), bytes.offset(), 2);
    blake.update(new byte[] {(byte) as.code(), 0}, 0, 2);
    return blake;
  }

  /**
   * Frees the transaction from the block that it shares memory with.
   *
   * @return an equal transaction that keeps nothing but its own bytes
   */
  public Transaction detached() {
    return bytes.isDetached()
        ? this
        : new Transaction(bytes.detached(), serialization, outputsAt, witnessAt, checksum);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Transaction that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  @Override
  public String toString() {
    String parts =
        switch (serialization) {
          case FULL -> "";
          case NO_WITNESS -> ", no witness";
          case ONLY_WITNESS -> ", only witness";
        };
    return "tx "
        + txid()
        + ", "
        + inputCount()
        + " in, "
        + outputCount()
        + " out, "
        + size()
        + " bytes"
        + parts;
  }

  private static final class Codec implements PayloadCodec<Transaction> {

    @Override
    public Transaction decode(PayloadReader in, WireFormat format) throws PayloadException {
      BlockLimits.requireOnRead("tx", in.remaining(), format);
      return read(in);
    }

    @Override
    public int size(Transaction message, WireFormat format) {
      BlockLimits.requireOnWrite("tx", message.size(), format);
      return message.size();
    }

    @Override
    public void encode(Transaction message, PayloadWriter out, WireFormat format) {
      out.writeBytes(payload(message, format));
    }

    @Override
    public Bytes payload(Transaction message, WireFormat format) {
      BlockLimits.requireOnWrite("tx", message.size(), format);
      return message.bytes;
    }

    @Override
    public @Nullable VerifiedChecksum knownChecksum(Transaction message, WireFormat format) {
      return message.checksum;
    }
  }
}
