package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.ServedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NotFound;

/**
 * Core's {@code p2p_leak_tx}, as far as the testkit's node has a part in it: what it does not have
 * it says it has not found.
 */
@ExtendWith(TestkitExtension.class)
class LeakTxScenarioTest {

  @CoreScenario("p2p_leak_tx/notfound")
  @Test
  void aTransactionThatTheNodeDoesNotHaveIsNotFoundAndOthersComeAllTheSame(
      VirtualRuntime time,
      PipeNetwork network,
      @ServedChain(blocks = 150) GeneratedChain chain,
      TestNode node)
      throws Exception {
    ScriptedPeer visitor =
        ScriptedPeer.builder(chain.network(), time).dial(network, node.endpoint()).handshake();
    time.awaitQuiet();
    List<Transaction> waiting = chain.unconfirmed(2);
    InventoryVector known = InventoryVector.wtx(waiting.get(0).wtxid());
    InventoryVector unknown = InventoryVector.wtx(waiting.get(1).wtxid());
    InventoryVector confirmed = InventoryVector.tx(chain.block(5).transaction(0).txid());
    node.announce(waiting.get(0));
    assertThat(visitor.expect(Inv.class).items()).containsExactly(known);
    visitor.send(GetData.of(unknown, known, confirmed));
    assertThat(visitor.expect(Transaction.class)).isEqualTo(waiting.get(0));
    assertThat(visitor.expect(NotFound.class).items()).containsExactly(unknown, confirmed);
    visitor.expectNothingFor(Duration.ofMinutes(1));
  }
}
