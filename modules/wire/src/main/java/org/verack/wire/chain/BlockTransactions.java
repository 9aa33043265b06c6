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
import org.verack.wire.PayloadException;
import org.verack.wire.Sha256;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.codec.VerifiedChecksum;

/**
 * The transactions of a block, as a view over the bytes of the whole block: all of it that does not
 * depend on its header. {@link Block} is made of it, and so are the blocks of families that have
 * Bitcoin's transactions behind a header of their own.
 *
 * <p>The bytes are checked completely when the view is made, so reading from it never fails. What
 * is kept besides them is eight bytes a transaction. Immutable and safe for use from any thread.
 *
 * <p>For a family whose headers have 112 bytes:
 *
 * {@snippet :
 * BlockTransactions.Layout layout =
 *     new BlockTransactions.Layout(112, 2_000_000, 100_000, TransactionLimits.BITCOIN);
 * Bytes header = Bytes.wrap(new byte[112]);
 * BlockTransactions body = BlockTransactions.of(layout, header, block.transactions());
 *
 * assert body.size() == block.size() + 112 - BlockHeader.SIZE;
 * assert body.txids().equals(block.txids());
 * assert body.hasMerkleRoot(block.header().merkleRoot());
 * }
 */
public final class BlockTransactions {

  /**
   * What a block may be.
   *
   * @param headerSize how many bytes stand before the count of transactions
   * @param maxSize the longest serialisation, in bytes
   * @param maxTransactions the most transactions
   * @param transactions what a transaction may be
   */
  public record Layout(
      int headerSize, int maxSize, int maxTransactions, TransactionLimits transactions) {}

  private static final Bytes COMMITMENT_PREFIX = Bytes.ofHex("6a24aa21a9ed");

  private final Layout layout;
  private final Bytes bytes;

  /** Where each transaction begins, and at the end where the last one ends. */
  private final int[] starts;

  /** Where each transaction's witness begins, from its start; 0 if it has none. */
  private final int[] witnessAt;

  private final @Nullable VerifiedChecksum checksum;

  private BlockTransactions(
      Layout layout,
      Bytes bytes,
      int[] starts,
      int[] witnessAt,
      @Nullable VerifiedChecksum checksum) {
    this.layout = layout;
    this.checksum = checksum;
    this.bytes = bytes;
    this.starts = starts;
    this.witnessAt = witnessAt;
  }

  /**
   * Builds a block from its parts.
   *
   * @param layout what it may be
   * @param header the serialised header
   * @param transactions the transactions, the coinbase first
   * @return the view
   * @throws EncodeException if it is over a limit
   */
  public static BlockTransactions of(Layout layout, Bytes header, List<Transaction> transactions) {
    long size = (long) header.length() + CompactSize.size(transactions.size());
    for (Transaction each : transactions) {
      size += each.size();
    }
    if (size > layout.maxSize()) {
      throw new EncodeException(
          WireFault.TOO_LONG, "block of " + size + " bytes, limit " + layout.maxSize());
    }
    PayloadWriter out = new PayloadWriter((int) size);
    out.writeBytes(header);
    out.writeCount("transactions", transactions.size(), layout.maxTransactions());
    for (Transaction each : transactions) {
      out.writeBytes(each.bytes());
    }
    try {
      boolean witness = transactions.stream().anyMatch(Transaction::hasWitness);
      return read(layout, PayloadReader.over(out.finish()), witness);
    } catch (PayloadException e) {
      throw new EncodeException(
          e.fault(), "these transactions do not read back as a block: " + e.getMessage());
    }
  }

  /**
   * Reads a block.
   *
   * @param layout what it may be
   * @param in at the first byte of its header; afterwards behind its last transaction
   * @param witness whether the marker of <a
   *     href="https://github.com/bitcoin/bips/blob/master/bip-0144.mediawiki">BIP 144</a> is
   *     understood
   * @return the view
   * @throws PayloadException if no block is there
   */
  public static BlockTransactions read(Layout layout, PayloadReader in, boolean witness)
      throws PayloadException {
    int from = in.offset();
    in.skip(layout.headerSize(), "block header");
    int count = in.readCount("transactions", layout.maxTransactions(), TxScan.MIN_SIZE);
    int[] starts = new int[count + 1];
    int[] witnessAt = new int[count];
    TxScan scan = new TxScan(layout.transactions());
    boolean superfluous = false;
    for (int i = 0; i < count; i++) {
      starts[i] = in.offset() - from;
      scan.scan(in, witness);
      if (scan.segwit) {
        witnessAt[i] = scan.witnessAt - from - starts[i];
      }
      superfluous |= scan.superfluous;
    }
    starts[count] = in.offset() - from;
    BlockTransactions read =
        new BlockTransactions(layout, in.since(from), starts, witnessAt, in.checksumSince(from));
    // Each transaction is read without its superfluous marker, and so is the block.
    return superfluous ? of(layout, read.headerBytes(), read.transactions()) : read;
  }

  private Bytes headerBytes() {
    return bytes.slice(0, layout.headerSize());
  }

  /**
   * Returns the serialisation, with witnesses if there are any.
   *
   * @return the bytes of the whole block
   */
  public Bytes bytes() {
    return bytes;
  }

  /**
   * Returns the size of the whole block with witnesses.
   *
   * @return bytes
   */
  public int size() {
    return bytes.length();
  }

  /**
   * Returns the size of the whole block without witnesses.
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
   * Returns the weight (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0141.mediawiki">BIP 141</a>).
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
  public int count() {
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
      return Transaction.read(
          PayloadReader.over(slice), witnessAt[index] != 0, layout.transactions());
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
      return count();
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
    Hash[] ids = new Hash[count()];
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
   * @param expected what the header says
   * @return whether they are the same and the list of txids is not ambiguous (see {@link
   *     MerkleTree#isMutated})
   */
  public boolean hasMerkleRoot(Hash expected) {
    MerkleTree.Result tree = MerkleTree.compute(txids());
    return tree.root().equals(expected) && !tree.mutated();
  }

  /**
   * Finds the commitment to the witnesses in the coinbase (BIP 141).
   *
   * @return the 32 bytes of the last output that has the form of a commitment, or empty
   */
  public Optional<Hash> witnessCommitment() {
    if (count() == 0) {
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

  /**
   * Returns the payload of {@code block}.
   *
   * @param format the protocol version and witness encoding in force
   * @return the bytes, with witnesses if the format has them
   */
  public Bytes payload(WireFormat format) {
    return format.witness() ? bytes : strippedBytes();
  }

  /**
   * Returns the checksum of the payload of {@code block}, if it is known without computing it.
   *
   * @param format the protocol version and witness encoding in force
   * @return the checksum of what {@link #payload} gives, or null
   */
  public @Nullable VerifiedChecksum knownChecksum(WireFormat format) {
    return format.witness() || !hasWitness() ? checksum : null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BlockTransactions that
        && bytes.equals(that.bytes)
        && Arrays.equals(starts, that.starts)
        && Arrays.equals(witnessAt, that.witnessAt);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  /** Returns how many there are, and the size of the block. */
  @Override
  public String toString() {
    return count() + " tx, " + bytes.length() + " bytes";
  }
}
