package org.verack.benchmarks.scale;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.verack.benchmarks.Inputs;
import org.verack.wire.Bytes;
import org.verack.wire.PayloadException;
import org.verack.wire.chain.Block;

/** Blocks of about 1 MB, no two the same. */
final class Blocks {

  private static final int HEADER = 80;
  private static final int NONCE = 76;

  private Blocks() {}

  /**
   * Makes blocks that differ in their nonces. Each has 2,700 transactions with two P2WPKH inputs
   * and two outputs, the commonest form; no proof of work, and no true merkle root.
   */
  static List<byte[]> distinct(int count) {
    byte[] transaction = Inputs.transaction();
    int transactions = 1_000_000 / transaction.length;
    ByteBuffer block =
        ByteBuffer.allocate(HEADER + 3 + transactions * transaction.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(0x20000000).position(HEADER);
    block.put((byte) 0xfd).putShort((short) transactions);
    for (int i = 0; i < transactions; i++) {
      block.put(transaction);
      // The lock time tells them apart.
      block.putInt(block.position() - 4, i);
    }
    List<byte[]> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      block.putInt(NONCE, i);
      blocks.add(block.array().clone());
    }
    return blocks;
  }

  static List<Block> parsed(int count) throws PayloadException {
    List<Block> blocks = new ArrayList<>();
    for (byte[] bytes : distinct(count)) {
      blocks.add(Block.parse(Bytes.wrap(bytes)));
    }
    return blocks;
  }
}
