package org.verack.wire.chain;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
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
import org.verack.wire.codec.VerifiedChecksum;

/**
 * A block, as a view over its bytes, and the message {@code block}.
 *
 * <p>The bytes are checked completely when the view is made, so reading from it never fails. What
 * is kept besides them is eight bytes a transaction. Nothing here says that the block is valid: the
 * {@linkplain #hasValidMerkleRoot() merkle root}, the {@linkplain #hasValidWitnessCommitment()
 * witness commitment} and the {@linkplain ProofOfWork proof of work} can be asked for.
 */
public final class Block implements Message {

  /** The most transactions that a block may claim (btcd's limit; 10 bytes is the least for one). */
  public static final int MAX_TRANSACTIONS = 400_001;

  /** The message {@code block}. */
  public static final MessageType<Block> TYPE =
      new MessageType<>("block", Block.class, new Codec(), 4_000_000, 2);

  private static final Bytes COMMITMENT_PREFIX = Bytes.ofHex("6a24aa21a9ed");

  private final Bytes bytes;

  /** Where each transaction begins, and at the end where the last one ends. */
  private final int[] starts;

  /** Where each transaction's witness begins, from its start; 0 if it has none. */
  private final int[] witnessAt;

  private final @Nullable VerifiedChecksum checksum;

  // Computed at most a few times under a race, always the same.
  private volatile @Nullable BlockHeader header;

  private Block(Bytes bytes, int[] starts, int[] witnessAt, @Nullable VerifiedChecksum checksum) {
    this.checksum = checksum;
    this.bytes = bytes;
    this.starts = starts;
    this.witnessAt = witnessAt;
  }

  /**
   * Builds a block from its parts. The merkle root is taken as it stands in the header.
   *
   * @param header the header
   * @param transactions the transactions, the coinbase first
   * @return the block
   * @throws EncodeException if the whole would be larger than a message may be
   */
  public static Block of(BlockHeader header, List<Transaction> transactions) {
    long size = (long) BlockHeader.SIZE + CompactSize.size(transactions.size());
    for (Transaction each : transactions) {
      size += each.size();
    }
    if (size > TYPE.maxPayload()) {
      throw new EncodeException(
          WireFault.TOO_LONG, "block of " + size + " bytes, limit " + TYPE.maxPayload());
    }
    PayloadWriter out = new PayloadWriter((int) size);
    out.writeBytes(header.bytes());
    out.writeCount("transactions", transactions.size(), MAX_TRANSACTIONS);
    for (Transaction each : transactions) {
      out.writeBytes(each.bytes());
    }
    try {
      boolean witness = transactions.stream().anyMatch(Transaction::hasWitness);
      return read(PayloadReader.over(out.finish()), witness);
    } catch (PayloadException e) {
      throw new EncodeException(
          e.fault(), "these transactions do not read back as a block: " + e.getMessage());
    }
  }

  /**
   * Reads a block whose transactions may have witnesses.
   *
   * @param bytes its serialisation and nothing else; kept, not copied
   * @return the block
   * @throws PayloadException if the bytes are not one block
   */
  public static Block parse(Bytes bytes) throws PayloadException {
    PayloadReader in = PayloadReader.over(bytes);
    Block block = read(in, true);
    in.expectEnd("block");
    return block;
  }

  private static Block read(PayloadReader in, boolean witness) throws PayloadException {
    int from = in.offset();
    in.skip(BlockHeader.SIZE, "block header");
    int count = in.readCount("transactions", MAX_TRANSACTIONS, TxScan.MIN_SIZE);
    int[] starts = new int[count + 1];
    int[] witnessAt = new int[count];
    TxScan scan = new TxScan();
    for (int i = 0; i < count; i++) {
      starts[i] = in.offset() - from;
      scan.scan(in, witness);
      if (scan.segwit) {
        witnessAt[i] = scan.witnessAt - from - starts[i];
      }
    }
    starts[count] = in.offset() - from;
    return new Block(in.since(from), starts, witnessAt, in.checksumSince(from));
  }

  @Override
  public String command() {
    return "block";
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
   * Returns the header.
   *
   * @return a view that shares the block's memory
   */
  public BlockHeader header() {
    BlockHeader known = header;
    if (known == null) {
      known = BlockHeader.of(bytes.slice(0, BlockHeader.SIZE));
      header = known;
    }
    return known;
  }

  /**
   * Returns the hash, which names the block.
   *
   * @return the hash of the header, computed when first asked for
   */
  public Hash hash() {
    return header().hash();
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
    int size = bytes.length();
    for (int i = 0; i < witnessAt.length; i++) {
      if (witnessAt[i] != 0) {
        size -= 2 + starts[i + 1] - starts[i] - 4 - witnessAt[i];
      }
    }
    return size;
  }

  /**
   * Returns the weight (BIP 141).
   *
   * @return three times the size without witnesses and once the size with them
   */
  public int weight() {
    return 3 * strippedSize() + size();
  }

  /**
   * Returns how many transactions there are.
   *
   * @return the count
   */
  public int transactionCount() {
    return witnessAt.length;
  }

  /**
   * Makes one transaction.
   *
   * @param index 0 for the coinbase
   * @return a new view that shares the block's memory
   * @throws IndexOutOfBoundsException if there is none there
   */
  public Transaction transaction(int index) {
    Bytes slice = bytes.slice(starts[index], starts[index + 1] - starts[index]);
    try {
      return Transaction.read(PayloadReader.over(slice), witnessAt[index] != 0);
    } catch (PayloadException e) {
      throw new AssertionError("checked when the block was read", e);
    }
  }

  /**
   * Returns the transactions.
   *
   * @return an immutable list that makes each view when it is asked for
   */
  public List<Transaction> transactions() {
    return new TransactionList();
  }

  private final class TransactionList extends AbstractList<Transaction> implements RandomAccess {

    @Override
    public Transaction get(int index) {
      return transaction(index);
    }

    @Override
    public int size() {
      return transactionCount();
    }
  }

  /**
   * Computes the txids, from slices of the block's bytes.
   *
   * @return a new immutable list
   */
  public List<Hash> txids() {
    return ids(false);
  }

  /**
   * Computes the wtxids, from slices of the block's bytes. That of the coinbase is its hash, not
   * the zeros that stand for it in the witness commitment.
   *
   * @return a new immutable list
   */
  public List<Hash> wtxids() {
    return ids(true);
  }

  private List<Hash> ids(boolean withWitness) {
    Hash[] ids = new Hash[transactionCount()];
    Sha256 sha = Sha256.borrow();
    for (int i = 0; i < ids.length; i++) {
      boolean strip = !withWitness && witnessAt[i] != 0;
      ids[i] =
          Transaction.txid(
              sha,
              bytes.array(),
              bytes.offset() + starts[i],
              starts[i + 1] - starts[i],
              strip,
              witnessAt[i]);
    }
    sha.giveBack();
    return List.of(ids);
  }

  /**
   * Tells whether any transaction has a witness.
   *
   * @return whether one does
   */
  public boolean hasWitness() {
    for (int at : witnessAt) {
      if (at != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Walks all inputs without making objects for them.
   *
   * @return a new cursor before the first input; its offsets are those in {@link #bytes()}
   */
  public InputCursor inputCursor() {
    return new InputCursor(bytes, starts, witnessAt);
  }

  /**
   * Walks all outputs without making objects for them.
   *
   * @return a new cursor before the first output; its offsets are those in {@link #bytes()}
   */
  public OutputCursor outputCursor() {
    return new OutputCursor(bytes, starts, witnessAt);
  }

  /**
   * Computes the merkle root of the txids and compares it with the header's.
   *
   * @return whether they are the same and the list of txids is not ambiguous (see {@link
   *     MerkleTree#isMutated})
   */
  public boolean hasValidMerkleRoot() {
    MerkleTree.Result tree = MerkleTree.compute(txids());
    return tree.root().equals(header().merkleRoot()) && !tree.mutated();
  }

  /**
   * Finds the commitment to the witnesses in the coinbase (BIP 141).
   *
   * @return the 32 bytes of the last output that has the form of a commitment, or empty
   */
  public Optional<Hash> witnessCommitment() {
    if (transactionCount() == 0) {
      return Optional.empty();
    }
    Optional<Hash> found = Optional.empty();
    for (TxOut output : transaction(0).outputs()) {
      Bytes script = output.script();
      if (script.length() >= 38 && script.slice(0, 6).equals(COMMITMENT_PREFIX)) {
        found = Optional.of(Hash.read(script.slice(6, 32).toArray(), 0));
      }
    }
    return found;
  }

  /**
   * Computes what the coinbase has to commit to: the hash of the root of all wtxids, the coinbase's
   * taken as zero, and the reserved value (BIP 141).
   *
   * @param transactions the transactions, the coinbase first
   * @param reserved the 32 bytes in the coinbase's witness
   * @return the commitment
   */
  public static Hash computeWitnessCommitment(List<Transaction> transactions, Hash reserved) {
    List<Hash> leaves = new ArrayList<>(transactions.size());
    for (int i = 0; i < transactions.size(); i++) {
      leaves.add(i == 0 ? Hash.ZERO : transactions.get(i).wtxid());
    }
    return Hash.sha256d(MerkleTree.root(leaves), reserved);
  }

  /**
   * Tells whether the witnesses are those that the coinbase commits to (BIP 141). A block that has
   * neither witnesses nor a commitment is in order; one with witnesses needs a commitment. Blocks
   * from shortly before the activation may have a commitment and no reserved value, because the
   * rule did not hold yet; here they fail.
   *
   * @return whether the rule holds
   */
  public boolean hasValidWitnessCommitment() {
    Optional<Hash> commitment = witnessCommitment();
    if (commitment.isEmpty()) {
      return !hasWitness();
    }
    List<TxIn> inputs = transaction(0).inputs();
    if (inputs.isEmpty() || inputs.get(0).witness().items().size() != 1) {
      return false;
    }
    Bytes reserved = inputs.get(0).witness().items().get(0);
    if (reserved.length() != Hash.LENGTH) {
      return false;
    }
    List<Hash> leaves = new ArrayList<>(wtxids());
    leaves.set(0, Hash.ZERO);
    Hash expected = Hash.sha256d(MerkleTree.root(leaves), Hash.read(reserved.toArray(), 0));
    return expected.equals(commitment.get());
  }

  /**
   * Returns the serialisation without witnesses, as a peer without NODE_WITNESS gets it.
   *
   * @return the bytes; the same as {@link #bytes()} if there are no witnesses
   */
  public Bytes strippedBytes() {
    if (!hasWitness()) {
      return bytes;
    }
    PayloadWriter out = new PayloadWriter(strippedSize());
    byte[] array = bytes.array();
    // What lies between two witnesses is copied in one piece.
    int from = bytes.offset();
    for (int i = 0; i < witnessAt.length; i++) {
      if (witnessAt[i] != 0) {
        int begin = bytes.offset() + starts[i];
        out.writeBytes(array, from, begin + 4 - from);
        out.writeBytes(array, begin + 6, witnessAt[i] - 6);
        from = bytes.offset() + starts[i + 1] - 4;
      }
    }
    out.writeBytes(array, from, bytes.offset() + bytes.length() - from);
    return out.finish();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Block that
        && bytes.equals(that.bytes)
        && Arrays.equals(starts, that.starts)
        && Arrays.equals(witnessAt, that.witnessAt);
  }

  @Override
  public int hashCode() {
    return header().hashCode();
  }

  @Override
  public String toString() {
    return "block " + hash() + ", " + transactionCount() + " tx, " + size() + " bytes";
  }

  private static final class Codec implements PayloadCodec<Block> {

    @Override
    public Block decode(PayloadReader in, WireFormat format) throws PayloadException {
      return read(in, format.witness());
    }

    @Override
    public int size(Block message, WireFormat format) {
      return format.witness() ? message.size() : message.strippedSize();
    }

    @Override
    public void encode(Block message, PayloadWriter out, WireFormat format) {
      out.writeBytes(payload(message, format));
    }

    @Override
    public Bytes payload(Block message, WireFormat format) {
      return format.witness() ? message.bytes : message.strippedBytes();
    }

    @Override
    public @Nullable VerifiedChecksum knownChecksum(Block message, WireFormat format) {
      return format.witness() || !message.hasWitness() ? message.checksum : null;
    }
  }
}
