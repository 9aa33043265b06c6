package org.verack.wire.kaspa.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.TxOut;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.codec.TrustedReader;
import org.verack.wire.codec.VerifiedChecksum;
import org.verack.wire.kaspa.KaspaLimits;

/**
 * A transaction, as a view over its bytes, and the message {@code tx}.
 *
 * <p>Those of the {@linkplain SubnetworkId#NATIVE native subnetwork} move coins and nothing else;
 * all others have gas and a payload, of which the hash stands in the transaction, so that a partial
 * node can do without it.
 *
 * <p>The bytes are checked completely when the view is made, so reading from it never fails. A
 * transaction of a {@linkplain SubnetworkId#isBuiltIn() built-in} subnetwork with gas can be read
 * and not written, as in kaspad. Immutable and safe for use from any thread.
 *
 * {@snippet :
 * assert transaction.isNative() && transaction.gas() == 0;
 * Transaction coinbase = block.transactions().getFirst(); // of a subnetwork of its own
 * assert !coinbase.payload().isEmpty();
 * assert Transaction.payloadHash(coinbase.payload()).equals(coinbase.payloadHash());
 * Transaction lean = coinbase.withoutPayload();
 * assert lean.hash().equals(coinbase.hash()) && lean.size() < coinbase.size();
 * }
 */
public final class Transaction implements Message {

  /** The message {@code tx}. */
  public static final MessageType<Transaction> TYPE =
      MessageType.of("tx", Transaction.class, new Codec(), KaspaLimits.PAYLOAD);

  private static final byte[] EMPTY = {0};

  private final Bytes bytes;
  private final int outputsAt;
  private final int lockTimeAt;
  private final int payloadAt;
  private final boolean writable;
  private final @Nullable VerifiedChecksum checksum;

  // Computed at most a few times under a race, always the same.
  private volatile @Nullable Hash hash;
  private volatile @Nullable Hash id;

  private Transaction(
      Bytes bytes,
      int outputsAt,
      int lockTimeAt,
      int payloadAt,
      boolean writable,
      @Nullable VerifiedChecksum checksum) {
    this.bytes = bytes;
    this.outputsAt = outputsAt;
    this.lockTimeAt = lockTimeAt;
    this.payloadAt = payloadAt;
    this.writable = writable;
    this.checksum = checksum;
  }

  /**
   * What a transaction of another than the native subnetwork has.
   *
   * @param gas what its execution may use, any 64 bits
   * @param payloadHash the hash of the payload, see {@link #payloadHash(Bytes)}
   * @param payload the payload; empty for a node that does not take part in the subnetwork
   */
  public record Execution(long gas, Hash payloadHash, Bytes payload) {

    /** Checks that nothing is missing. */
    public Execution {
      Objects.requireNonNull(payloadHash, "payloadHash");
      Objects.requireNonNull(payload, "payload");
    }

    /**
     * Makes one without gas.
     *
     * @param payload the payload
     * @return it, with the payload's hash
     */
    public static Execution of(Bytes payload) {
      return new Execution(0, Transaction.payloadHash(payload), payload);
    }
  }

  /**
   * Builds a transaction of the native subnetwork.
   *
   * @param version any 32 bits
   * @param inputs what it spends
   * @param outputs what it creates
   * @param lockTime any 64 bits
   * @return the transaction
   * @throws EncodeException if the whole would be larger than a message may be
   */
  public static Transaction of(int version, List<TxIn> inputs, List<TxOut> outputs, long lockTime) {
    return build(version, inputs, outputs, lockTime, SubnetworkId.NATIVE, null);
  }

  /**
   * Builds a transaction of another subnetwork.
   *
   * @param version any 32 bits
   * @param inputs what it spends
   * @param outputs what it creates
   * @param lockTime any 64 bits
   * @param subnetwork any but the native one
   * @param execution its gas and its payload
   * @return the transaction
   * @throws IllegalArgumentException if the subnetwork is the native one
   * @throws EncodeException if the whole would be larger than a message may be, or there is gas in
   *     a built-in subnetwork
   */
  public static Transaction of(
      int version,
      List<TxIn> inputs,
      List<TxOut> outputs,
      long lockTime,
      SubnetworkId subnetwork,
      Execution execution) {
    if (subnetwork.equals(SubnetworkId.NATIVE)) {
      throw new IllegalArgumentException("a native transaction has no gas and no payload");
    }
    if (subnetwork.isBuiltIn() && execution.gas() != 0) {
      throw gasFault();
    }
    return build(version, inputs, outputs, lockTime, subnetwork, execution);
  }

  private static Transaction build(
      int version,
      List<TxIn> inputs,
      List<TxOut> outputs,
      long lockTime,
      SubnetworkId subnetwork,
      @Nullable Execution execution) {
    long outputsAt = 4L + CompactSize.size(inputs.size());
    for (TxIn each : inputs) {
      outputsAt += OutPoint.SIZE + varSize(each.script()) + 8;
    }
    long lockTimeAt = outputsAt + CompactSize.size(outputs.size());
    for (TxOut each : outputs) {
      lockTimeAt += 8 + varSize(each.script());
    }
    long end = lockTimeAt + 8 + SubnetworkId.LENGTH;
    long payloadAt = execution == null ? 0 : end + 8 + Hash.LENGTH;
    long size = execution == null ? end : payloadAt + varSize(execution.payload());
    if (size > KaspaLimits.PAYLOAD) {
      throw new EncodeException(
          WireFault.TOO_LONG, "transaction of " + size + " bytes, limit " + KaspaLimits.PAYLOAD);
    }
    PayloadWriter out = new PayloadWriter((int) size);
    out.writeI32(version);
    out.writeCount("inputs", inputs.size(), TxScan.MAX_INPUTS);
    for (TxIn each : inputs) {
      out.writeHash(each.previousOutput().txid());
      out.writeU32(each.previousOutput().index());
      out.writeVarBytes("signature script", each.script(), KaspaLimits.PAYLOAD);
      out.writeI64(each.sequence());
    }
    out.writeCount("outputs", outputs.size(), TxScan.MAX_OUTPUTS);
    for (TxOut each : outputs) {
      out.writeI64(each.value());
      out.writeVarBytes("output script", each.script(), KaspaLimits.PAYLOAD);
    }
    out.writeI64(lockTime);
    out.writeBytes(subnetwork.bytes());
    if (execution != null) {
      out.writeI64(execution.gas());
      out.writeHash(execution.payloadHash());
      out.writeVarBytes("payload", execution.payload(), KaspaLimits.PAYLOAD);
    }
    return new Transaction(
        out.finish(), (int) outputsAt, (int) lockTimeAt, (int) payloadAt, true, null);
  }

  private static int varSize(Bytes field) {
    return CompactSize.size(field.length()) + field.length();
  }

  /**
   * Computes the hash of a payload.
   *
   * @param payload the payload
   * @return its double SHA-256
   */
  public static Hash payloadHash(Bytes payload) {
    return Hash.sha256d(payload);
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
        scan.outputsAt - from,
        scan.lockTimeAt - from,
        scan.payloadAt == 0 ? 0 : scan.payloadAt - from,
        scan.writable,
        in.checksumSince(from));
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
   * Returns the version.
   *
   * @return any 32 bits
   */
  public int version() {
    return reader(0).i32();
  }

  /**
   * Makes the inputs.
   *
   * @return a new immutable list; scripts share the transaction's memory
   */
  public List<TxIn> inputs() {
    TrustedReader in = reader(4);
    int count = in.count();
    List<TxIn> inputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      OutPoint previous = new OutPoint(in.hash(), in.u32());
      inputs.add(new TxIn(previous, in.varBytes(), in.i64()));
    }
    return List.copyOf(inputs);
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
   * Returns the lock time.
   *
   * @return any 64 bits; a blue score below 500,000,000,000, else milliseconds since 1970
   */
  public long lockTime() {
    return reader(lockTimeAt).i64();
  }

  /**
   * Returns the subnetwork.
   *
   * @return its id
   */
  public SubnetworkId subnetwork() {
    return new SubnetworkId(bytes.slice(lockTimeAt + 8, SubnetworkId.LENGTH));
  }

  /**
   * Tells whether this transaction is of the native subnetwork.
   *
   * @return whether it has neither gas nor a payload
   */
  public boolean isNative() {
    return payloadAt == 0;
  }

  /**
   * Tells whether this transaction pays the miner of a block.
   *
   * @return whether its subnetwork is {@link SubnetworkId#COINBASE}
   */
  public boolean isCoinbase() {
    return subnetwork().equals(SubnetworkId.COINBASE);
  }

  /**
   * Returns the gas.
   *
   * @return any 64 bits; 0 for a native transaction
   */
  public long gas() {
    return isNative() ? 0 : reader(payloadAt - Hash.LENGTH - 8).i64();
  }

  /**
   * Returns the hash of the payload, as it stands in the transaction.
   *
   * @return the hash; null for a native transaction
   */
  public @Nullable Hash payloadHash() {
    return isNative() ? null : reader(payloadAt - Hash.LENGTH).hash();
  }

  /**
   * Returns the payload.
   *
   * @return the bytes; empty for a native transaction, and where it was left out
   */
  public Bytes payload() {
    return isNative() ? Bytes.EMPTY : reader(payloadAt).varBytes();
  }

  /**
   * Leaves the payload out, for a node that does not take part in the subnetwork.
   *
   * @return a transaction with the same hash and, unless it is a coinbase, the same id
   */
  public Transaction withoutPayload() {
    if (isNative() || payload().isEmpty()) {
      return this;
    }
    PayloadWriter out = new PayloadWriter(payloadAt + 1);
    out.writeBytes(bytes.slice(0, payloadAt));
    out.writeCompactSize(0);
    return new Transaction(out.finish(), outputsAt, lockTimeAt, payloadAt, writable, null);
  }

  private TrustedReader reader(int at) {
    return new TrustedReader(bytes, at);
  }

  /**
   * Returns the hash, which stands in the merkle tree. It does not depend on the payload, only on
   * the payload's hash.
   *
   * @return the double SHA-256 of the serialisation without the payload, computed when first asked
   *     for
   */
  public Hash hash() {
    Hash known = hash;
    if (known == null) {
      Sha256 sha = Sha256.borrow();
      updateFrom(sha, 0);
      known = sha.twice();
      sha.giveBack();
      hash = known;
    }
    return known;
  }

  /**
   * Returns the id, by which outputs are named. It does not depend on the payload and the signature
   * scripts, except for a coinbase, which has nothing else to be told apart by.
   *
   * @return the double SHA-256 of the serialisation without payload and signature scripts, of all
   *     of it for a coinbase; computed when first asked for
   */
  public Hash id() {
    Hash known = id;
    if (known == null) {
      known = isCoinbase() ? Hash.sha256d(bytes) : computeId();
      id = known;
    }
    return known;
  }

  private Hash computeId() {
    Sha256 sha = Sha256.borrow();
    TrustedReader in = reader(4);
    int count = in.count();
    int from = 0;
    for (int i = 0; i < count; i++) {
      in.skip(OutPoint.SIZE);
      update(sha, from, in.offset());
      sha.update(EMPTY, 0, 1);
      in.skip(in.count());
      from = in.offset();
      in.skip(8);
    }
    updateFrom(sha, from);
    Hash computed = sha.twice();
    sha.giveBack();
    return computed;
  }

  private void update(Sha256 sha, int from, int to) {
    sha.update(bytes.array(), bytes.offset() + from, to - from);
  }

  /** Adds the rest of the bytes, an empty payload in the place of the payload. */
  private void updateFrom(Sha256 sha, int from) {
    if (isNative()) {
      update(sha, from, bytes.length());
    } else {
      update(sha, from, payloadAt);
      sha.update(EMPTY, 0, 1);
    }
  }

  /**
   * Frees the transaction from the block that it shares memory with.
   *
   * @return an equal transaction that keeps nothing but its own bytes
   */
  public Transaction detached() {
    return bytes.isDetached()
        ? this
        : new Transaction(bytes.detached(), outputsAt, lockTimeAt, payloadAt, writable, checksum);
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
    return "tx "
        + id()
        + ", "
        + reader(4).count()
        + " in, "
        + reader(outputsAt).count()
        + " out, "
        + size()
        + " bytes"
        + (isNative() ? "" : ", subnetwork " + subnetwork());
  }

  private static EncodeException gasFault() {
    return new EncodeException(
        WireFault.BAD_VALUE, "a transaction of a built-in subnetwork has no gas");
  }

  private static final class Codec implements PayloadCodec<Transaction> {

    @Override
    public Transaction decode(PayloadReader in, WireFormat format) throws PayloadException {
      return read(in);
    }

    @Override
    public int size(Transaction message, WireFormat format) {
      return message.size();
    }

    @Override
    public void encode(Transaction message, PayloadWriter out, WireFormat format) {
      out.writeBytes(payload(message, format));
    }

    @Override
    public Bytes payload(Transaction message, WireFormat format) {
      if (!message.writable) {
        throw gasFault();
      }
      return message.bytes;
    }

    @Override
    public @Nullable VerifiedChecksum knownChecksum(Transaction message, WireFormat format) {
      return message.checksum;
    }
  }
}
