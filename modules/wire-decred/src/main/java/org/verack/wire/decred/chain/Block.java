package org.verack.wire.decred.chain;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
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
import org.verack.wire.codec.VerifiedChecksum;

/**
 * A block, as a view over its bytes, and the message {@code block}: a header, the regular tree of
 * transactions that move coins, and the stake tree of tickets, votes and revocations.
 *
 * <p>The bytes are checked completely when the view is made, so reading from it never fails. What
 * is kept besides them is four bytes a transaction. Nothing here says that the block is valid: the
 * {@linkplain #hasValidMerkleRoot() merkle root} and the {@linkplain BlockHeader#hasWork proof of
 * work} can be asked for. Immutable and safe for use from any thread.
 *
 * {@snippet :
 * Block read = Block.parse(block.bytes()); // one scan; what is wrong is found here
 * assert read.hash().equals(block.header().hash());
 * assert read.hasValidMerkleRoot(); // over both trees
 * assert read.transactions().getFirst().isCoinbase() && read.stakeTransactions().isEmpty();
 * }
 */
public final class Block implements Message {

  /** The most transactions in each of the two trees. */
  public static final int MAX_TRANSACTIONS = BlockLimits.MAX_TRANSACTIONS;

  /** The message {@code block}. */
  public static final MessageType<Block> TYPE =
      MessageType.of("block", Block.class, new Codec(), BlockLimits.MAX_SIZE);

  private final Bytes bytes;

  /** Where each transaction begins, and at the end where the last one ends. */
  private final int[] regular;

  private final int[] stake;
  private final @Nullable VerifiedChecksum checksum;

  // Computed at most a few times under a race, always the same.
  private volatile @Nullable BlockHeader header;

  private Block(Bytes bytes, int[] regular, int[] stake, @Nullable VerifiedChecksum checksum) {
    this.bytes = bytes;
    this.regular = regular;
    this.stake = stake;
    this.checksum = checksum;
  }

  /**
   * Builds a block from its parts. What the header says of the transactions is taken as it stands.
   *
   * @param header the header
   * @param transactions the regular tree, the coinbase first
   * @param stakeTransactions the stake tree
   * @return the block
   * @throws EncodeException if the whole would be larger than a message may be, or a tree has too
   *     many transactions
   */
  public static Block of(
      BlockHeader header, List<Transaction> transactions, List<Transaction> stakeTransactions) {
    long size = BlockHeader.SIZE + sizeOf(transactions) + sizeOf(stakeTransactions);
    if (size > TYPE.maxPayload()) {
      throw new EncodeException(
          WireFault.TOO_LONG, "block of " + size + " bytes, limit " + TYPE.maxPayload());
    }
    PayloadWriter out = new PayloadWriter((int) size);
    out.writeBytes(header.bytes());
    out.writeCount("transactions", transactions.size(), MAX_TRANSACTIONS);
    transactions.forEach(each -> out.writeBytes(each.bytes()));
    out.writeCount("stake transactions", stakeTransactions.size(), MAX_TRANSACTIONS);
    stakeTransactions.forEach(each -> out.writeBytes(each.bytes()));
    try {
      return read(PayloadReader.over(out.finish()), MAX_TRANSACTIONS);
    } catch (PayloadException e) {
      throw new AssertionError("transactions that were checked do not make a block", e);
    }
  }

  private static long sizeOf(List<Transaction> transactions) {
    long size = CompactSize.size(transactions.size());
    for (Transaction each : transactions) {
      size += each.size();
    }
    return size;
  }

  /**
   * Reads a block.
   *
   * @param bytes its serialisation and nothing else; kept, not copied
   * @return the block
   * @throws PayloadException if the bytes are not one block
   */
  public static Block parse(Bytes bytes) throws PayloadException {
    PayloadReader in = PayloadReader.over(bytes);
    Block block = read(in, MAX_TRANSACTIONS);
    in.expectEnd("block");
    return block;
  }

  private static Block read(PayloadReader in, int maxTransactions) throws PayloadException {
    int from = in.offset();
    in.skip(BlockHeader.SIZE, "block header");
    TxScan scan = new TxScan();
    int[] regular = tree("transactions", in, from, scan, maxTransactions);
    int[] stake = tree("stake transactions", in, from, scan, maxTransactions);
    return new Block(in.since(from), regular, stake, in.checksumSince(from));
  }

  private static int[] tree(String what, PayloadReader in, int from, TxScan scan, int most)
      throws PayloadException {
    int count = in.readCount(what, most, TxScan.MIN_SIZE);
    int[] starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      starts[i] = in.offset() - from;
      scan.scan(in);
    }
    starts[count] = in.offset() - from;
    return starts;
  }

  @Override
  public String command() {
    return "block";
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
   * Returns the size.
   *
   * @return bytes
   */
  public int size() {
    return bytes.length();
  }

  /**
   * Returns the transactions of the regular tree, the coinbase first.
   *
   * @return an immutable list that makes each view when it is asked for
   */
  public List<Transaction> transactions() {
    return new Tree(bytes, regular);
  }

  /**
   * Returns the transactions of the stake tree.
   *
   * @return an immutable list that makes each view when it is asked for
   */
  public List<Transaction> stakeTransactions() {
    return new Tree(bytes, stake);
  }

  private static final class Tree extends AbstractList<Transaction> implements RandomAccess {

    private final Bytes bytes;
    private final int[] starts;

    Tree(Bytes bytes, int[] starts) {
      this.bytes = bytes;
      this.starts = starts;
    }

    @Override
    public Transaction get(int index) {
      Bytes slice = bytes.slice(starts[index], starts[index + 1] - starts[index]);
      try {
        return Transaction.read(PayloadReader.over(slice));
      } catch (PayloadException e) {
        throw new AssertionError("checked when the block was read", e);
      }
    }

    @Override
    public int size() {
      return starts.length - 1;
    }
  }

  /**
   * Computes the merkle root of the transactions and compares it with the header's: over both
   * trees, as since <a
   * href="https://github.com/decred/dcps/blob/master/dcp-0005/dcp-0005.mediawiki">DCP-0005</a>, or
   * with a root in the header for each tree, as before. Which of the two holds for a block is
   * decided by votes, and so by the chain before it.
   *
   * <p>False for the first block of testnet3, whose root is the plain hash of its transaction.
   *
   * @return whether they are the same by one of the two rules, and no list of transactions is
   *     ambiguous (see {@link MerkleTree#isMutated})
   */
  public boolean hasValidMerkleRoot() {
    MerkleTree.Result first = MerkleTree.compute(leaves(transactions()));
    MerkleTree.Result second = MerkleTree.compute(leaves(stakeTransactions()));
    if (first.mutated() || second.mutated()) {
      return false;
    }
    Hash root = header().merkleRoot();
    boolean separate = root.equals(first.root()) && header().stakeRoot().equals(second.root());
    return separate || root.equals(MerkleTree.root(List.of(first.root(), second.root())));
  }

  private static List<Hash> leaves(List<Transaction> transactions) {
    return transactions.stream().map(Transaction::fullHash).toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Block that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return header().hashCode();
  }

  @Override
  public String toString() {
    return "block "
        + hash()
        + ", height "
        + header().height()
        + ", "
        + transactions().size()
        + " tx, "
        + stakeTransactions().size()
        + " stake tx, "
        + size()
        + " bytes";
  }

  private static final class Codec implements PayloadCodec<Block> {

    @Override
    public Block decode(PayloadReader in, WireFormat format) throws PayloadException {
      BlockLimits.requireOnRead("block", in.remaining(), format);
      return read(in, BlockLimits.maxTransactions(format));
    }

    @Override
    public int size(Block message, WireFormat format) {
      return payload(message, format).length();
    }

    @Override
    public void encode(Block message, PayloadWriter out, WireFormat format) {
      out.writeBytes(payload(message, format));
    }

    @Override
    public Bytes payload(Block message, WireFormat format) {
      BlockLimits.requireOnWrite("block", message.size(), format);
      int most = BlockLimits.maxTransactions(format);
      int count = Math.max(message.regular.length, message.stake.length) - 1;
      if (count > most) {
        throw new EncodeException(
            WireFault.TOO_MANY, count + " transactions in a tree, limit " + most);
      }
      return message.bytes;
    }

    @Override
    public @Nullable VerifiedChecksum knownChecksum(Block message, WireFormat format) {
      return message.checksum;
    }
  }
}
