package org.verack.wire.kaspa.chain;

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
import org.verack.wire.kaspa.KaspaLimits;

/**
 * A block, as a view over its bytes, and the message {@code block}.
 *
 * <p>The bytes are checked completely when the view is made, so reading from it never fails. What
 * is kept besides them is four bytes a transaction. Nothing here says that the block is valid.
 * Immutable and safe for use from any thread.
 *
 * {@snippet :
 * Block read = Block.parse(block.bytes()); // one scan; what is wrong is found here
 * assert read.hash().equals(read.header().hash());
 * assert read.transactions().getFirst().isCoinbase();
 * Block genesis = Block.parse(network.genesisBlock());
 * assert genesis.header().isGenesis() && genesis.hash().equals(network.genesisHash());
 * }
 */
public final class Block implements Message {

  /** The most transactions that a block may claim. */
  public static final int MAX_TRANSACTIONS = KaspaLimits.BLOCK_TRANSACTIONS;

  /** The message {@code block}. */
  public static final MessageType<Block> TYPE =
      MessageType.of("block", Block.class, new Codec(), KaspaLimits.PAYLOAD);

  private final Bytes bytes;
  private final int headerSize;

  /** Where each transaction begins, and at the end where the last one ends. */
  private final int[] starts;

  private final boolean writable;
  private final @Nullable VerifiedChecksum checksum;

  // Computed at most a few times under a race, always the same.
  private volatile @Nullable BlockHeader header;

  private Block(
      Bytes bytes,
      int headerSize,
      int[] starts,
      boolean writable,
      @Nullable VerifiedChecksum checksum) {
    this.bytes = bytes;
    this.headerSize = headerSize;
    this.starts = starts;
    this.writable = writable;
    this.checksum = checksum;
  }

  /**
   * Builds a block from its parts. The roots are taken as they stand in the header.
   *
   * @param header the header
   * @param transactions the transactions, the coinbase first
   * @return the block
   * @throws EncodeException if the whole would be larger than a message may be
   */
  public static Block of(BlockHeader header, List<Transaction> transactions) {
    long size = (long) header.bytes().length() + CompactSize.size(transactions.size());
    for (Transaction each : transactions) {
      size += each.size();
    }
    if (size > KaspaLimits.PAYLOAD) {
      throw new EncodeException(
          WireFault.TOO_LONG, "block of " + size + " bytes, limit " + KaspaLimits.PAYLOAD);
    }
    PayloadWriter out = new PayloadWriter((int) size);
    out.writeBytes(header.bytes());
    out.writeCount("transactions", transactions.size(), MAX_TRANSACTIONS);
    transactions.forEach(each -> out.writeBytes(each.bytes()));
    try {
      return read(PayloadReader.over(out.finish()));
    } catch (PayloadException e) {
      throw new IllegalStateException("transactions that were checked do not make a block", e);
    }
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
    Block block = read(in);
    in.expectEnd("block");
    return block;
  }

  private static Block read(PayloadReader in) throws PayloadException {
    int from = in.offset();
    BlockHeader.skip(in);
    int headerSize = in.offset() - from;
    int count = in.readCount("transactions", MAX_TRANSACTIONS, TxScan.MIN_SIZE);
    int[] starts = new int[count + 1];
    TxScan scan = new TxScan();
    boolean writable = true;
    for (int i = 0; i < count; i++) {
      starts[i] = in.offset() - from;
      scan.scan(in);
      writable &= scan.writable;
    }
    starts[count] = in.offset() - from;
    return new Block(in.since(from), headerSize, starts, writable, in.checksumSince(from));
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
      known = BlockHeader.of(bytes.slice(0, headerSize));
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
   * Returns the transactions.
   *
   * @return an immutable list that makes each view when it is asked for
   */
  public List<Transaction> transactions() {
    return new Transactions();
  }

  private final class Transactions extends AbstractList<Transaction> implements RandomAccess {

    @Override
    public Transaction get(int index) {
      Bytes slice = bytes.slice(starts[index], starts[index + 1] - starts[index]);
      try {
        return Transaction.read(PayloadReader.over(slice));
      } catch (PayloadException e) {
        throw new IllegalStateException("a transaction was checked and does not decode", e);
      }
    }

    @Override
    public int size() {
      return starts.length - 1;
    }
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
    return "block " + hash() + ", " + (starts.length - 1) + " tx, " + size() + " bytes";
  }

  private static final class Codec implements PayloadCodec<Block> {

    @Override
    public Block decode(PayloadReader in, WireFormat format) throws PayloadException {
      return read(in);
    }

    @Override
    public int size(Block message, WireFormat format) {
      return message.size();
    }

    @Override
    public void encode(Block message, PayloadWriter out, WireFormat format) {
      out.writeBytes(payload(message, format));
    }

    @Override
    public Bytes payload(Block message, WireFormat format) {
      if (!message.writable) {
        throw new EncodeException(
            WireFault.BAD_VALUE, "a transaction of a built-in subnetwork has no gas");
      }
      return message.bytes;
    }

    @Override
    public @Nullable VerifiedChecksum knownChecksum(Block message, WireFormat format) {
      return message.checksum;
    }
  }
}
