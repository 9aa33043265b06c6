package org.verack.conformance.lbry;

import org.verack.conformance.wire.LargeVectors;
import org.verack.conformance.wire.Vectors.Vector;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.lbry.LbryNetworks;
import org.verack.wire.lbry.chain.Block;
import org.verack.wire.lbry.chain.BlockHeader;
import org.verack.wire.lbry.message.Headers;

/** Messages that are too large to list: the same bytes from the same recipe. */
class LbryLargeVectorsTest extends LargeVectors {

  LbryLargeVectorsTest() {
    super("lbry", LbryNetworks.MAINNET);
  }

  @Override
  protected Hash blockHash(Message message) {
    return ((Block) message).hash();
  }

  @Override
  protected Message build(Vector vector) {
    String recipe = vector.text("recipe");
    return switch (vector.command()) {
      case "headers" -> Headers.of(list(first(recipe), LbryLargeVectorsTest::header));
      case "block" -> Block.of(header(7), transactions(recipe));
      default -> super.build(vector);
    };
  }

  private static BlockHeader header(int i) {
    return BlockHeader.of(
        i,
        hash(le32(i)),
        hash(tagged(i, 1)),
        hash(tagged(i, 2)),
        1231006505L + 600L * i,
        0x1d00ffff,
        i * 2654435761L & 0xffff_ffffL);
  }

  private static byte[] tagged(int i, int tag) {
    byte[] bytes = new byte[5];
    System.arraycopy(le32(i), 0, bytes, 0, 4);
    bytes[4] = (byte) tag;
    return bytes;
  }
}
