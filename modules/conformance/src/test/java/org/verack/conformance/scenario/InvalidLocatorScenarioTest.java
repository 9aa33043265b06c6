package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;
import org.verack.wire.message.Inv;

/** Core's {@code p2p_invalid_locator}: a locator of 101 hashes is answered, a longer one is not. */
@ExtendWith(TestkitExtension.class)
class InvalidLocatorScenarioTest {

  /** The genesis block at the end, behind hashes that nobody knows. */
  private static List<Hash> locator(GeneratedChain chain, int hashes) {
    List<Hash> locator = new ArrayList<>();
    for (int i = 1; i < hashes; i++) {
      locator.add(Hash.sha256d(Bytes.copyOf((byte) i)));
    }
    locator.add(chain.hash(0));
    return locator;
  }

  private static ScriptedPeer visitor(VirtualRuntime time, PipeNetwork network, TestNode node)
      throws IOException {
    return ScriptedPeer.builder(node.network(), time).dial(network, node.endpoint()).handshake();
  }

  @CoreScenario("p2p_invalid_locator/101")
  @Test
  void aHundredAndOneHashesAreAnswered(
      VirtualRuntime time, PipeNetwork network, GeneratedChain chain, TestNode node)
      throws Exception {
    ScriptedPeer visitor = visitor(time, network, node);
    visitor.send(new GetHeaders(70016, locator(chain, 101), Hash.ZERO));
    assertThat(visitor.expect(Headers.class).size()).isEqualTo(chain.tipHeight());
    visitor.send(new GetBlocks(70016, locator(chain, 101), Hash.ZERO));
    assertThat(visitor.expect(Inv.class).size()).isEqualTo(chain.tipHeight());
  }

  @CoreScenario("p2p_invalid_locator/102")
  @Test
  void oneHashMoreEndsTheConnection(
      VirtualRuntime time, PipeNetwork network, GeneratedChain chain, TestNode node)
      throws Exception {
    for (Message question :
        List.of(
            new GetHeaders(70016, locator(chain, 102), Hash.ZERO),
            new GetBlocks(70016, locator(chain, 102), Hash.ZERO))) {
      ScriptedPeer visitor = visitor(time, network, node);
      visitor.send(question);
      visitor.expectDisconnect();
    }
  }
}
