package org.verack.cli;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.chain.MerkleTree;
import org.verack.wire.chain.OutPoint;
import org.verack.wire.chain.ProofOfWork;
import org.verack.wire.chain.Transaction;
import org.verack.wire.chain.TxIn;
import org.verack.wire.chain.TxOut;
import org.verack.wire.chain.Witness;

/** A few blocks on regtest, or ones that only look like it. */
final class SmallChain {

  private static final int BITS = Networks.REGTEST.powLimitBits();

  private SmallChain() {}

  /** Mines blocks after the genesis block. */
  static List<Block> mine(int count) {
    List<Block> blocks = new ArrayList<>();
    Hash previous = Networks.REGTEST.genesisHash();
    for (int height = 1; height <= count; height++) {
      Block block = block(previous, coinbase(height, height % 2 == 0), true);
      blocks.add(block);
      previous = block.hash();
    }
    return blocks;
  }

  /** A block with a coinbase alone, with proof of work or certainly without. */
  static Block block(Hash previous, Transaction coinbase, boolean work) {
    Hash root = MerkleTree.root(List.of(coinbase.txid()));
    for (long nonce = 0; ; nonce++) {
      BlockHeader header = BlockHeader.of(4, previous, root, 1_600_000_000L, BITS, nonce);
      if (ProofOfWork.isMet(header.hash(), BITS, BITS) == work) {
        return Block.of(header, List.of(coinbase));
      }
    }
  }

  /** A coinbase with or without a witness and the commitment to it. */
  static Transaction coinbase(int height, boolean witness) {
    Bytes script = Bytes.wrap(ByteBuffer.allocate(5).put((byte) 4).putInt(height).array());
    List<TxOut> outputs = new ArrayList<>();
    outputs.add(new TxOut(5_000_000_000L, Bytes.ofHex("51")));
    if (witness) {
      Hash commitment = Block.computeWitnessCommitment(List.of(anyTransaction()), Hash.ZERO);
      byte[] output = new byte[38];
      Bytes.ofHex("6a24aa21a9ed").copyTo(output, 0);
      commitment.write(output, 6);
      outputs.add(new TxOut(0, Bytes.wrap(output)));
    }
    Witness reserved = witness ? Witness.of(Bytes.wrap(new byte[32])) : Witness.EMPTY;
    TxIn input = new TxIn(OutPoint.NONE, script, TxIn.FINAL_SEQUENCE, reserved);
    return Transaction.of(1, List.of(input), outputs, 0);
  }

  /** Stands for the coinbase, whose own wtxid does not count. */
  private static Transaction anyTransaction() {
    return coinbase(0, false);
  }
}
