package org.verack.wire.lbry.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.BlockTransactions;
import org.verack.wire.chain.Transaction;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.codec.VerifiedChecksum;
import org.verack.wire.lbry.LbryLimits;

/**
 * A block of LBRY, as a view over its bytes, and the message {@code block}: Bitcoin's transactions
 * behind a header with a claim trie.
 *
 * <p>The bytes are checked completely when the view is made, so reading from it never fails.
 * Nothing here says that the block is valid: the {@linkplain #hasValidMerkleRoot() merkle root},
 * the {@linkplain #hasValidWitnessCommitment() witness commitment} and the {@linkplain
 * BlockHeader#hasWork proof of work} can be asked for. Immutable and safe for use from any thread.
 *
 * {@snippet :
 * Block read = Block.parse(block.bytes()); // one scan; what is wrong is found here
 * assert read.hasValidMerkleRoot() && read.hasValidWitnessCommitment();
 * Block stripped = read.stripped();
 * assert stripped.size() < read.size() && stripped.hash().equals(read.hash());
 * assert read.body().txids().equals(stripped.body().txids());
 * }
 */
public final class Block implements Message {

  /** The most transactions that a block may claim. */
  public static final int MAX_TRANSACTIONS = LbryLimits.BLOCK_TRANSACTIONS;

  /** The message {@code block}. */
  public static final MessageType<Block> TYPE =
      MessageType.of("block", Block.class, new Codec(), LbryLimits.BLOCK);

  private static final BlockTransactions.Layout LAYOUT =
      new BlockTransactions.Layout(
          BlockHeader.SIZE, LbryLimits.BLOCK, MAX_TRANSACTIONS, LbryLimits.TRANSACTION);

  private final BlockTransactions body;

  // Computed at most a few times under a race, always the same.
  private volatile @Nullable BlockHeader header;

  private Block(BlockTransactions body) {
    this.body = body;
  }

  /**
   * Builds a block from its parts. The roots are taken as they stand in the header.
   *
   * @param header the header
   * @param transactions the transactions, the coinbase first
   * @return the block
   * @throws org.verack.wire.EncodeException if the whole would be larger than a message may be
   */
  public static Block of(BlockHeader header, List<Transaction> transactions) {
    return new Block(BlockTransactions.of(LAYOUT, header.bytes(), transactions));
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
    Block block = new Block(BlockTransactions.read(LAYOUT, in, true));
    in.expectEnd("block");
    return block;
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
    return body.bytes();
  }

  /**
   * Returns the header.
   *
   * @return a view that shares the block's memory
   */
  public BlockHeader header() {
    BlockHeader known = header;
    if (known == null) {
      known = BlockHeader.of(body.bytes().slice(0, BlockHeader.SIZE));
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
    return body.size();
  }

  /**
   * Returns the transactions.
   *
   * @return an immutable list that makes each view when it is asked for
   */
  public List<Transaction> transactions() {
    return body.transactions();
  }

  /**
   * Takes the witnesses away, as a peer without NODE_WITNESS gets the block.
   *
   * @return a block with the same hash and the same txids; this one if there are no witnesses
   */
  public Block stripped() {
    if (!body.hasWitness()) {
      return this;
    }
    try {
      return new Block(
          BlockTransactions.read(LAYOUT, PayloadReader.over(body.strippedBytes()), false));
    } catch (PayloadException e) {
      throw new IllegalStateException("a block does not decode without its witnesses", e);
    }
  }

  /**
   * Returns the part of the block that is as in Bitcoin, for all that can be asked of it: ids,
   * weight, cursors over inputs and outputs.
   *
   * @return the transactions as a view over the same bytes
   */
  public BlockTransactions body() {
    return body;
  }

  /**
   * Computes the merkle root of the txids and compares it with the header's.
   *
   * @return whether they are the same and the list of txids is not ambiguous
   */
  public boolean hasValidMerkleRoot() {
    return body.hasMerkleRoot(header().merkleRoot());
  }

  /**
   * Tells whether the witnesses are those that the coinbase commits to (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0141.mediawiki">BIP 141</a>); see {@link
   * BlockTransactions#hasValidWitnessCommitment()}.
   *
   * @return whether the rule holds
   */
  public boolean hasValidWitnessCommitment() {
    return body.hasValidWitnessCommitment();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Block that && body.equals(that.body);
  }

  @Override
  public int hashCode() {
    return header().hashCode();
  }

  @Override
  public String toString() {
    return "block " + hash() + ", " + body;
  }

  private static final class Codec implements PayloadCodec<Block> {

    @Override
    public Block decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new Block(BlockTransactions.read(LAYOUT, in, format.witness()));
    }

    @Override
    public int size(Block message, WireFormat format) {
      return format.witness() ? message.size() : message.body.strippedSize();
    }

    @Override
    public void encode(Block message, PayloadWriter out, WireFormat format) {
      out.writeBytes(payload(message, format));
    }

    @Override
    public Bytes payload(Block message, WireFormat format) {
      return message.body.payload(format);
    }

    @Override
    public @Nullable VerifiedChecksum knownChecksum(Block message, WireFormat format) {
      return message.body.knownChecksum(format);
    }
  }
}
