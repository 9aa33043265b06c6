package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Networks;
import org.verack.wire.chain.Block;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.request.Requests;

/**
 * Core's {@code p2p_mutated_blocks}: a block that is not what its header says does not pass for the
 * one that was asked for, from whomever it comes. That of the peer that was asked is in {@code
 * BlockRequestTest}.
 */
@ExtendWith(TestkitExtension.class)
class MutatedBlocksScenarioTest {

  private static final GeneratedChain CHAIN =
      ChainGenerator.seeded(77).coinbaseMaturity(2).generate(12);
  private static final Block BLOCK = CHAIN.block(11);

  /** The same header, so the same hash, over the transactions of another block. */
  private static final Block MUTATED = Block.of(BLOCK.header(), CHAIN.block(10).transactions());

  private static CompletableFuture<Optional<Block>> ask(Encounter line) {
    var asking =
        line.time()
            .async(
                "ask",
                () -> line.peer().request(Requests.block(BLOCK.hash()), Duration.ofSeconds(30)));
    assertThat(line.remote().expect(GetData.class).items())
        .containsExactly(InventoryVector.witnessBlock(BLOCK.hash()));
    return asking;
  }

  private static Encounter line(VirtualRuntime time, Peer peer) {
    return Encounter.of(time, peer).greeted();
  }

  @CoreScenario("p2p_mutated_blocks/other-peer")
  @Test
  void aMutatedBlockThatAnotherSendsUnaskedLeavesTheRequestAsItIs(
      VirtualRuntime time, PeerContext context) {
    Peer attacker = Peer.inbound(context, PeerConfig.of(Networks.REGTEST));
    List<Block> unasked = new ArrayList<>();
    attacker.on(Block.class, (from, block) -> unasked.add(block));
    Encounter honest = line(time, Peer.outbound(context, PeerConfig.of(Networks.REGTEST)));
    Encounter rogue = line(time, attacker);

    var asking = ask(honest);
    rogue.remote().send(MUTATED);
    time.awaitQuiet();
    assertThat(unasked).containsExactly(MUTATED);
    assertThat(asking).isNotDone();
    honest.remote().send(BLOCK);
    time.awaitQuiet();
    assertThat(asking).isCompletedWithValue(Optional.of(BLOCK));
  }
}
