package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verack.conformance.wire.Vectors;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.chain.BlockStore;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.chain.Block;
import org.verack.wire.request.FoundBlocks;
import org.verack.wire.request.Requests;

/** Real blocks of up to 1.9 MB, served by one peer and fetched by another over TCP. */
class RealBlocksOverTcpTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(strings = {"mainnet", "testnet3"})
  void arriveAsTheyWere(String name) throws Exception {
    Network network = Networks.byName(name).orElseThrow();
    List<Block> blocks = new ArrayList<>();
    try (Stream<Path> files = Files.list(Vectors.file("blocks"))) {
      for (Path file : files.sorted().toList()) {
        String fileName = file.getFileName().toString();
        if (fileName.startsWith(name) && fileName.endsWith(".raw")) {
          blocks.add(Block.parse(Bytes.wrap(Files.readAllBytes(file))));
        }
      }
    }
    assertThat(blocks).hasSizeGreaterThan(2);
    try (TestNode node = TestNode.builder(network, BlockStore.ofBlocks(network, blocks)).start();
        PeerContext context = PeerContext.create();
        Peer peer = Peer.outbound(context, PeerConfig.of(network))) {
      peer.connect(node.endpoint());
      List<Hash> wanted = blocks.stream().map(Block::hash).toList();
      FoundBlocks answer = peer.request(Requests.blocks(wanted), DEADLINE);
      assertThat(answer.missing()).isEmpty();
      assertThat(answer.found()).isEqualTo(blocks);
      assertThat(answer.found()).allMatch(Block::hasValidMerkleRoot);
      assertThat(answer.found()).allMatch(Block::hasValidWitnessCommitment);
    }
  }
}
