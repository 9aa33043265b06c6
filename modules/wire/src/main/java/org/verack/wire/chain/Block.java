package org.verack.wire.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.EncodeException;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
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
 *
 * {@snippet :
 * Block genesis = Block.parse(Networks.MAINNET.genesisBlock());
 * assert genesis.hash().equals(Networks.MAINNET.genesisHash());
 * assert genesis.hasValidMerkleRoot() && genesis.transactionCount() == 1;
 *
 * Bytes script = genesis.transaction(0).inputs().getFirst().script();
 * String text = new String(script.toArray(), StandardCharsets.US_ASCII);
 * assert text.endsWith("The Times 03/Jan/2009 Chancellor on brink of second bailout for banks");
 * }
 */
public final class Block implements Message {

  /** The most transactions that a block may claim (btcd's limit; 10 bytes is the least for one). */
  public static final int MAX_TRANSACTIONS = 400_001;

  /** The message {@code block}. */
  public static final MessageType<Block> TYPE =
      new MessageType<>("block", Block.class, new Codec(), 4_000_000, 2);

  private static final BlockTransactions.Layout LAYOUT =
      new BlockTransactions.Layout(
          BlockHeader.SIZE, TYPE.maxPayload(), MAX_TRANSACTIONS, TransactionLimits.BITCOIN);

  private final BlockTransactions body;

  // Computed at most a few times under a race, always the same.
  private volatile @Nullable BlockHeader header;

  private Block(BlockTransactions body) {
    this.body = body;
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
    Block block = read(in, true);
    in.expectEnd("block");
    return block;
  }

  private static Block read(PayloadReader in, boolean witness) throws PayloadException {
    return new Block(BlockTransactions.read(LAYOUT, in, witness));
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
   * Returns the size without witnesses.
   *
   * @return bytes
   */
  public int strippedSize() {
    return body.strippedSize();
  }

  /**
   * Returns the weight (<a
   * href="https://github.com/bitcoin/bips/blob/master/bip-0141.mediawiki">BIP 141</a>).
   *
   * @return three times the size without witnesses and once the size with them
   */
  public int weight() {
    return body.weight();
  }

  /**
   * Returns how many transactions there are.
   *
   * @return the count
   */
  public int transactionCount() {
    return body.count();
  }

  /**
   * Makes one transaction.
   *
   * @param index 0 for the coinbase
   * @return a new view that shares the block's memory
   * @throws IndexOutOfBoundsException if there is none there
   */
  public Transaction transaction(int index) {
    return body.transaction(index);
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
   * Computes the txids, from slices of the block's bytes.
   *
   * @return a new immutable list
   */
  public List<Hash> txids() {
    return body.txids();
  }

  /**
   * Computes the wtxids, from slices of the block's bytes. That of the coinbase is its hash, not
   * the zeros that stand for it in the witness commitment.
   *
   * @return a new immutable list
   */
  public List<Hash> wtxids() {
    return body.wtxids();
  }

  /**
   * Tells whether any transaction has a witness.
   *
   * @return whether one does
   */
  public boolean hasWitness() {
    return body.hasWitness();
  }

  /**
   * Walks all inputs without making objects for them.
   *
   * @return a new cursor before the first input; its offsets are those in {@link #bytes()}
   */
  public InputCursor inputCursor() {
    return body.inputCursor();
  }

  /**
   * Walks all outputs without making objects for them.
   *
   * @return a new cursor before the first output; its offsets are those in {@link #bytes()}
   */
  public OutputCursor outputCursor() {
    return body.outputCursor();
  }

  /**
   * Computes the merkle root of the txids and compares it with the header's.
   *
   * @return whether they are the same and the list of txids is not ambiguous (see {@link
   *     MerkleTree#isMutated})
   */
  public boolean hasValidMerkleRoot() {
    return body.hasMerkleRoot(header().merkleRoot());
  }

  /**
   * Finds the commitment to the witnesses in the coinbase (BIP 141).
   *
   * @return the 32 bytes of the last output that has the form of a commitment, or empty
   */
  public Optional<Hash> witnessCommitment() {
    return body.witnessCommitment();
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
   * {@snippet :
   * assert block.hasWitness() && block.hasValidWitnessCommitment();
   *
   * // Without its witnesses it is the same block, but no longer keeps what it promises.
   * Block stripped = Block.parse(block.strippedBytes());
   * assert !stripped.equals(block) && stripped.hash().equals(block.hash());
   * assert !stripped.hasWitness() && !stripped.hasValidWitnessCommitment();
   * }
   *
   * @return whether the rule holds
   */
  public boolean hasValidWitnessCommitment() {
    return body.hasValidWitnessCommitment();
  }

  /**
   * Returns the serialisation without witnesses, as a peer without NODE_WITNESS gets it.
   *
   * @return the bytes; the same as {@link #bytes()} if there are no witnesses
   */
  public Bytes strippedBytes() {
    return body.strippedBytes();
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
      return message.body.payload(format);
    }

    @Override
    public @Nullable VerifiedChecksum knownChecksum(Block message, WireFormat format) {
      return message.body.knownChecksum(format);
    }
  }
}
