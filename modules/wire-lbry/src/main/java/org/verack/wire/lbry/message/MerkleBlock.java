package org.verack.wire.lbry.message;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFault;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.PartialMerkleTree;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.Gates;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.lbry.LbryLimits;
import org.verack.wire.lbry.chain.BlockHeader;

/**
 * A block as a bloom filter sees it: its header, and a part of the merkle tree that proves which of
 * its transactions match (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>). The
 * transactions follow as {@code tx}.
 *
 * {@snippet :
 * var tree = PartialMerkleTree.of(block.body().txids(), place -> place == 1);
 * MerkleBlock proof = MerkleBlock.of(header, tree);
 * List<PartialMerkleTree.Match> proved = proof.verify(); // throws if it does not prove anything
 * assert proved.getFirst().txid().equals(block.transactions().get(1).txid());
 * }
 *
 * @param header the header
 * @param totalTransactions how many transactions the block has, 0 to 2^32 - 1
 * @param hashes the hashes of the part of the tree, depth first; at most {@value #MAX_HASHES}
 * @param flags how to descend, one bit for each node, from the lowest bit of each byte; at most
 *     {@value #MAX_FLAGS} bytes
 */
public record MerkleBlock(
    BlockHeader header, long totalTransactions, List<Hash> hashes, Bytes flags) implements Message {

  /** The most hashes. */
  public static final int MAX_HASHES = LbryLimits.BLOCK_TRANSACTIONS;

  /** The most bytes of flags. */
  public static final int MAX_FLAGS = 100_000;

  /** The command, the codec and the limits. */
  public static final MessageType<MerkleBlock> TYPE =
      MessageType.of("merkleblock", MerkleBlock.class, new Codec(), LbryLimits.BLOCK);

  /** How many of the smallest transactions, of 60 bytes, fill the largest block. */
  private static final int MAX_REAL_TRANSACTIONS = LbryLimits.BLOCK / (4 * 60);

  /**
   * Checks the parts and copies the list.
   *
   * @throws IllegalArgumentException if the number of transactions is out of range
   */
  public MerkleBlock {
    Objects.requireNonNull(header, "header");
    if (totalTransactions >>> 32 != 0) {
      throw new IllegalArgumentException(totalTransactions + " transactions");
    }
    hashes = HashList.copyOf(hashes);
    Objects.requireNonNull(flags, "flags");
  }

  /**
   * Makes the message for a part of the tree of a block.
   *
   * @param header the header of the block
   * @param tree the part of its tree
   * @return the message
   */
  public static MerkleBlock of(BlockHeader header, PartialMerkleTree tree) {
    return new MerkleBlock(header, tree.totalTransactions(), tree.hashes(), tree.flags());
  }

  /**
   * Returns the part of the tree, which may be anything.
   *
   * @return the part, not verified
   */
  public PartialMerkleTree tree() {
    return new PartialMerkleTree(totalTransactions, hashes, flags);
  }

  /**
   * Checks the part of the tree and its root. Whether the header belongs to the chain, and has its
   * proof of work, is not asked here.
   *
   * @return the transactions that are proved to be in the block, in its order
   * @throws PayloadException if the part is faulty (see {@link PartialMerkleTree#verify(int)}), or
   *     its root is not that of the header
   */
  public List<PartialMerkleTree.Match> verify() throws PayloadException {
    if (hashes.size() > MAX_REAL_TRANSACTIONS) {
      // Said before the list is copied into objects.
      throw new PayloadException(
          WireFault.TOO_MANY, hashes.size() + " hashes, limit " + MAX_REAL_TRANSACTIONS, -1);
    }
    PartialMerkleTree.Proof proof = tree().verify(MAX_REAL_TRANSACTIONS);
    if (!proof.root().equals(header.merkleRoot())) {
      throw new PayloadException(
          WireFault.BAD_VALUE, "the tree's root is not that of the header", -1);
    }
    return proof.matches();
  }

  @Override
  public String command() {
    return "merkleblock";
  }

  @Override
  public String toString() {
    return "merkleblock "
        + header.hash()
        + ", "
        + totalTransactions
        + " transactions, "
        + hashes.size()
        + " hashes";
  }

  private static final class Codec implements PayloadCodec<MerkleBlock> {

    @Override
    public MerkleBlock decode(PayloadReader in, WireFormat format) throws PayloadException {
      Gates.requireOnRead("merkleblock", ProtocolVersion.BLOOM, format);
      BlockHeader header = BlockHeader.read(in);
      long total = in.readU32("number of transactions");
      int count = in.readCount("hashes", MAX_HASHES, Hash.LENGTH);
      HashList hashes = HashList.read(in, count);
      return new MerkleBlock(header, total, hashes, in.readVarBytes("flags", MAX_FLAGS));
    }

    @Override
    public int size(MerkleBlock message, WireFormat format) {
      Gates.requireOnWrite("merkleblock", ProtocolVersion.BLOOM, format);
      int length = message.flags.length();
      return BlockHeader.SIZE
          + 4
          + HashList.sizeOf(message.hashes)
          + CompactSize.size(length)
          + length;
    }

    @Override
    public void encode(MerkleBlock message, PayloadWriter out, WireFormat format) {
      out.writeBytes(message.header.bytes());
      out.writeU32(message.totalTransactions);
      out.writeCount("hashes", message.hashes.size(), MAX_HASHES);
      HashList.write(message.hashes, out);
      out.writeVarBytes("flags", message.flags, MAX_FLAGS);
    }
  }
}
