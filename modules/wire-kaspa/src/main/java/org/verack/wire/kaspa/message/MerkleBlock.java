package org.verack.wire.kaspa.message;

import java.util.List;
import java.util.Objects;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.HashList;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.kaspa.KaspaLimits;
import org.verack.wire.kaspa.chain.BlockHeader;

/**
 * A block as a bloom filter sees it: its header, and a part of the merkle tree that proves which of
 * its transactions match (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>). The
 * transactions follow as {@code tx}. The proof is not verified here.
 *
 * {@snippet :
 * MerkleBlock proof = new MerkleBlock(header, 1, List.of(transaction.hash()), Bytes.ofHex("01"));
 * Bytes payload = network.messages().encode(proof, format);
 * assert network.messages().decode("merkleblock", payload, format).equals(proof);
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
  public static final int MAX_HASHES = KaspaLimits.BLOCK_TRANSACTIONS;

  /** The most bytes of flags. */
  public static final int MAX_FLAGS = 125_000;

  /** The command, the codec and the limits. */
  public static final MessageType<MerkleBlock> TYPE =
      MessageType.of("merkleblock", MerkleBlock.class, new Codec(), KaspaLimits.PAYLOAD);

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
      BlockHeader header = BlockHeader.read(in);
      long total = in.readU32("number of transactions");
      int count = in.readCount("hashes", MAX_HASHES, Hash.LENGTH);
      HashList hashes = HashList.read(in, count);
      return new MerkleBlock(header, total, hashes, in.readVarBytes("flags", MAX_FLAGS));
    }

    @Override
    public int size(MerkleBlock message, WireFormat format) {
      int length = message.flags.length();
      return message.header.bytes().length()
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
