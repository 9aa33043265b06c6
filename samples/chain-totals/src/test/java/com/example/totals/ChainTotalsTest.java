package com.example.totals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.ServedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.Misbehaviour;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.chain.Block;

/** Against a node in memory; a minute of waiting takes no time. */
@ExtendWith(TestkitExtension.class)
class ChainTotalsTest {

  private static ChainTotals totals(
      VirtualRuntime time, PeerContext context, PipeNetwork network, TestNode node) {
    PeerConfig config = PeerConfig.builder(node.network()).dialer(network).build();
    CompletableFuture<ChainTotals> totals =
        time.async(
            "totals",
            () -> {
              try (Peer peer = Peer.outbound(context, config)) {
                peer.connect(node.endpoint());
                return ChainTotals.of(peer, node.network());
              }
            });
    assertTrue(time.advanceUntil(Duration.ofMinutes(5), totals::isDone));
    return totals.join();
  }

  @Test
  void countsWhatTheNodeHas(
      @ServedChain(blocks = 120, seed = 3) GeneratedChain chain,
      TestNode node,
      VirtualRuntime time,
      PeerContext context,
      PipeNetwork network) {
    int transactions = 0;
    long bytes = 0;
    for (int height = 1; height <= 120; height++) {
      Block block = chain.block(height);
      transactions += block.transactions().size();
      bytes += block.size();
    }
    assertEquals(new ChainTotals(120, transactions, bytes), totals(time, context, network, node));
  }

  @Test
  void saysThatABlockIsMissing(
      @ServedChain(blocks = 5) GeneratedChain chain,
      TestNode node,
      VirtualRuntime time,
      PeerContext context,
      PipeNetwork network) {
    node.misbehave(Misbehaviour.withhold(chain.tipHash()));
    CompletionException problem =
        assertThrows(CompletionException.class, () -> totals(time, context, network, node));
    assertInstanceOf(IOException.class, problem.getCause());
  }

  /** So that nobody thinks this was tested on the class path when it was not. */
  @Test
  void runsOnTheClassPath() {
    assertFalse(Peer.class.getModule().isNamed());
    assertFalse(ChainTotals.class.getModule().isNamed());
  }
}
