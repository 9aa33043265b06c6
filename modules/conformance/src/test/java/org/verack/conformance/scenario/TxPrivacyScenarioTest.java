package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.junit.ServedChain;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Networks;
import org.verack.wire.chain.Transaction;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.TransactionAnnouncement;
import org.verack.wire.message.Verack;

/**
 * Core's {@code p2p_tx_privacy}: who has not finished its handshake is not told of transactions,
 * not even afterwards of those from before. So nobody learns from the order in which they come who
 * knew of them first.
 */
@ExtendWith(TestkitExtension.class)
class TxPrivacyScenarioTest {

  @CoreScenario("p2p_tx_privacy/before-verack")
  @Test
  void whatWasAnnouncedBeforeTheVerackIsNotToldAfterIt(
      VirtualRuntime time, PeerContext context, @ServedChain(blocks = 150) GeneratedChain chain) {
    List<Transaction> waiting = chain.unconfirmed(2);
    Encounter spy = Encounter.of(time, Peer.inbound(context, PeerConfig.of(Networks.REGTEST)));
    assertThat(spy.peer().announce(TransactionAnnouncement.of(waiting.get(0)))).isFalse();
    spy.remote().send(spy.remote().version());
    time.awaitQuiet();
    assertThat(spy.peer().announce(TransactionAnnouncement.of(waiting.get(0)))).isFalse();
    time.advance(Duration.ofSeconds(30));
    spy.remote().send(Verack.INSTANCE);
    spy.remote().heard();

    assertThat(spy.peer().announce(TransactionAnnouncement.of(waiting.get(1)))).isTrue();
    time.advance(Duration.ofMinutes(1));
    assertThat(spy.remote().expect(Inv.class).items())
        .containsExactly(InventoryVector.tx(waiting.get(1).txid()));
    spy.remote().expectNothingFor(Duration.ofMinutes(1));
  }

  @CoreScenario("p2p_tx_privacy/node")
  @Test
  void theNodeOfTheTestkitTellsOnlyThoseWhoAreThrough(
      VirtualRuntime time,
      PipeNetwork network,
      @ServedChain(blocks = 150) GeneratedChain chain,
      TestNode node)
      throws Exception {
    List<Transaction> waiting = chain.unconfirmed(2);
    ScriptedPeer spy =
        ScriptedPeer.builder(chain.network(), time).byHand().dial(network, node.endpoint());
    spy.send(spy.version());
    time.awaitQuiet();
    node.announce(waiting.get(0));
    spy.send(Verack.INSTANCE);
    assertThat(spy.heard()).noneMatch(Inv.class::isInstance);
    node.announce(waiting.get(1));
    assertThat(spy.expect(Inv.class).items())
        .containsExactly(InventoryVector.tx(waiting.get(1).txid()));
  }
}
