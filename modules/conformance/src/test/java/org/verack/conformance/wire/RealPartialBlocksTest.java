package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.verack.conformance.wire.Vectors.NETWORK;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.verack.wire.Bytes;
import org.verack.wire.WireFormat;
import org.verack.wire.chain.Block;
import org.verack.wire.message.CmpctBlock;
import org.verack.wire.message.MerkleBlock;

/** A compact block and a merkle block of the main network, beside the blocks that they are of. */
class RealPartialBlocksTest {

  private static final WireFormat FORMAT = WireFormat.witness(70015);

  private static Bytes read(String name) throws Exception {
    return Bytes.wrap(Files.readAllBytes(Vectors.file("blocks/" + name)));
  }

  @Test
  void compactBlock() throws Exception {
    Bytes payload = read("mainnet-426884.cmpctblock");
    Block block = Block.parse(read("mainnet-426884.raw"));

    CmpctBlock compact = (CmpctBlock) NETWORK.messages().decode("cmpctblock", payload, FORMAT);

    assertThat(compact.header()).isEqualTo(block.header());
    assertThat(compact.transactionCount()).isEqualTo(block.transactionCount());
    assertThat(compact.prefilled().get(0).index()).isZero();
    assertThat(compact.prefilled())
        .allSatisfy(
            each -> assertThat(each.transaction()).isEqualTo(block.transaction(each.index())));
    assertThat(NETWORK.messages().encode(compact, FORMAT)).isEqualTo(payload);
  }

  @Test
  void merkleBlock() throws Exception {
    Bytes payload = read("mainnet-300025.merkleblock");
    Block block = Block.parse(read("mainnet-300025.raw"));

    MerkleBlock merkle = (MerkleBlock) NETWORK.messages().decode("merkleblock", payload, FORMAT);

    assertThat(merkle.header()).isEqualTo(block.header());
    assertThat(merkle.totalTransactions()).isEqualTo(block.transactionCount());
    assertThat(merkle.hashes()).isNotEmpty();
    assertThat(NETWORK.messages().encode(merkle, FORMAT)).isEqualTo(payload);
  }
}
