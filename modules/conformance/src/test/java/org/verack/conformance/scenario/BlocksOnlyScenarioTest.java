package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.message.GetData;
import org.verack.wire.message.Inv;
import org.verack.wire.message.InventoryVector;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Version;
import org.verack.wire.role.VersionMessage;

/**
 * Core's {@code p2p_blocksonly}: a node that wants no transactions says so in its version message,
 * and who tells it of some all the same is disconnected. More of it is in {@code RulesTest}.
 */
@ExtendWith(TestkitExtension.class)
class BlocksOnlyScenarioTest {

  private static final PeerConfig BLOCKS_ONLY =
      PeerConfig.builder(Networks.REGTEST).relay(false).build();

  @CoreScenario("p2p_blocksonly/relay-flag")
  @Test
  void theVersionMessageSaysThatNoTransactionsAreWanted(VirtualRuntime time, PeerContext context) {
    Encounter line = Encounter.of(time, Peer.outbound(context, BLOCKS_ONLY));
    assertThat(line.remote().expect(Version.class).relay()).isFalse();
  }

  /** The script is told what a node says that knows a new transaction and a new block. */
  @CoreScenario("p2p_blocksonly/nothing-told")
  @Test
  void aNodeTellsSuchAPeerOfBlocksAndNotOfTransactions(
      VirtualRuntime time,
      PipeNetwork network,
      @ServedChain(blocks = 150) GeneratedChain chain,
      TestNode node)
      throws Exception {
    VersionMessage blocksOnly =
        new Version(
            70016,
            ServiceFlags.NETWORK,
            0,
            NodeAddress.NONE,
            NodeAddress.NONE,
            1,
            "/blocksonly:1.0/",
            0,
            false);
    ScriptedPeer visitor =
        ScriptedPeer.builder(chain.network(), time)
            .version(blocksOnly)
            .dial(network, node.endpoint())
            .handshake();
    time.awaitQuiet();
    node.announce(chain.unconfirmed(1).getFirst());
    visitor.expectNothingFor(Duration.ofMinutes(1));
    GeneratedChain next = chain.extend(1);
    node.switchTo(next);
    assertThat(visitor.expect(Inv.class).items())
        .containsExactly(InventoryVector.block(next.tipHash()));
  }

  @CoreScenario("p2p_blocksonly/own-transactions")
  @Test
  void whoWantsNoneMayStillAnnounceItsOwn(VirtualRuntime time, PeerContext context) {
    Encounter line = Encounter.of(time, Peer.outbound(context, BLOCKS_ONLY)).greeted();
    InventoryVector mine = InventoryVector.wtx(Hash.sha256d(Bytes.ofHex("01")));
    assertThat(line.peer().announce(mine)).isTrue();
    time.advance(Duration.ofMinutes(1));
    assertThat(line.remote().expect(Inv.class).items()).containsExactly(mine);
    line.remote().send(GetData.of(mine));
    line.goesOn();
  }
}
