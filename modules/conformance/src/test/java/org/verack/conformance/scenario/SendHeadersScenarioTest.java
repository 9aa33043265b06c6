package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.SendHeaders;

/**
 * Core's {@code p2p_sendheaders} (BIP 130), as the testkit's node plays it: in which form new
 * blocks are announced to whom.
 */
@ExtendWith(TestkitExtension.class)
class SendHeadersScenarioTest {

  private static ScriptedPeer visitor(VirtualRuntime time, PipeNetwork network, TestNode node)
      throws IOException {
    ScriptedPeer visitor =
        ScriptedPeer.builder(node.network(), time).dial(network, node.endpoint()).handshake();
    time.awaitQuiet();
    return visitor;
  }

  private static ScriptedPeer wantingHeaders(
      VirtualRuntime time, PipeNetwork network, TestNode node) throws IOException {
    ScriptedPeer visitor = visitor(time, network, node);
    visitor.send(SendHeaders.INSTANCE);
    time.awaitQuiet();
    return visitor;
  }

  private static Headers headers(GeneratedChain chain, int count) {
    return Headers.of(
        IntStream.rangeClosed(chain.tipHeight() - count + 1, chain.tipHeight())
            .mapToObj(chain::header)
            .toList());
  }

  private static void isToldByHash(ScriptedPeer visitor, GeneratedChain chain) {
    assertThat(visitor.expect(Inv.class).items())
        .containsExactly(InventoryVector.block(chain.tipHash()));
    visitor.expectNothingFor(Duration.ZERO);
  }

  @CoreScenario("p2p_sendheaders/inv-by-default")
  @Test
  void whoHasNotAskedForHeadersIsToldTheHashOfTheTip(
      VirtualRuntime time, PipeNetwork network, GeneratedChain chain, TestNode node)
      throws Exception {
    ScriptedPeer visitor = visitor(time, network, node);
    GeneratedChain next = chain.extend(3);
    node.switchTo(next);
    isToldByHash(visitor, next);
  }

  @CoreScenario("p2p_sendheaders/headers")
  @Test
  void whoHasAskedForHeadersIsToldByThemEachBlockOnce(
      VirtualRuntime time, PipeNetwork network, GeneratedChain chain, TestNode node)
      throws Exception {
    ScriptedPeer visitor = wantingHeaders(time, network, node);
    GeneratedChain next = chain;
    for (int i = 0; i < 3; i++) {
      next = next.extend(1);
      node.switchTo(next);
      assertThat(visitor.expect(Headers.class)).isEqualTo(headers(next, 1));
    }
    visitor.expectNothingFor(Duration.ofMinutes(1));
  }

  @CoreScenario("p2p_sendheaders/eight")
  @Test
  void upToEightBlocksAreToldByTheirHeadersAndMoreByTheHashOfTheTip(
      VirtualRuntime time, PipeNetwork network, GeneratedChain chain, TestNode node)
      throws Exception {
    ScriptedPeer visitor = wantingHeaders(time, network, node);
    GeneratedChain eight = chain.extend(8);
    node.switchTo(eight);
    assertThat(visitor.expect(Headers.class)).isEqualTo(headers(eight, 8));
    GeneratedChain nine = eight.extend(9);
    node.switchTo(nine);
    isToldByHash(visitor, nine);
  }

  @CoreScenario("p2p_sendheaders/reorganisation")
  @Test
  void ofAnotherBranchTheHeadersFromTheForkOnAreTold(
      VirtualRuntime time, PipeNetwork network, GeneratedChain chain, TestNode node)
      throws Exception {
    ScriptedPeer visitor = wantingHeaders(time, network, node);
    GeneratedChain branch = chain.fork(7, 5, 99);
    node.switchTo(branch);
    Headers told = visitor.expect(Headers.class);
    assertThat(told).isEqualTo(headers(branch, 5));
    assertThat(told.header(0).previousBlock()).isEqualTo(chain.hash(7));
    GeneratedChain deep = chain.fork(3, 10, 98);
    node.switchTo(deep);
    isToldByHash(visitor, deep);
  }
}
