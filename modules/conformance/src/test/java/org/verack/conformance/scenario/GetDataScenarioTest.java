package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Hash;
import org.verack.wire.chain.Block;
import org.verack.wire.message.GetData;
import org.verack.wire.message.InventoryVector;

/** Core's {@code p2p_getdata}: a question that means nothing does not get in the way of others. */
@ExtendWith(TestkitExtension.class)
class GetDataScenarioTest {

  @CoreScenario("p2p_getdata/invalid-type")
  @Test
  void anInventoryOfTypeZeroIsPassedOver(
      VirtualRuntime time, PipeNetwork network, GeneratedChain chain, TestNode node)
      throws Exception {
    ScriptedPeer visitor =
        ScriptedPeer.builder(chain.network(), time).dial(network, node.endpoint()).handshake();
    visitor.send(GetData.of(new InventoryVector(0, Hash.ZERO)));
    visitor.expectNothingFor(Duration.ofMinutes(1));
    visitor.send(
        GetData.of(
            new InventoryVector(0, chain.tipHash()),
            InventoryVector.witnessBlock(chain.tipHash())));
    assertThat(visitor.expect(Block.class)).isEqualTo(chain.tip());
  }
}
